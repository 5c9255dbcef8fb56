/** Where something that had the focus stands, in the coordinates of what scrolls around it. */
export interface Stop {
  name: string;
  /** Things on different layers, and in different boxes that scroll, have no order among each other. */
  layer: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const NEAR_PX = 4;

/** 2.4.3: the focus goes as one reads: rightwards, downwards, or up to the top of the next column. */
export function orderIssues(stops: Stop[]): string[] {
  return stops.slice(1).flatMap((stop, index) => {
    const before = stops[index];
    if (!before || before.layer !== stop.layer) return [];
    const isRight = stop.left >= before.right - NEAR_PX;
    const isBelow = stop.top >= before.bottom - NEAR_PX;
    const overlaps = stop.left < before.right && stop.right > before.left && stop.top < before.bottom;
    const isWithin = overlaps && stop.bottom > before.top;
    if (isRight || isBelow || isWithin) return [];
    // In one line, or in lines that begin apart: further left is fine only when it is further down as well.
    if (stop.top > before.top + NEAR_PX && stop.bottom > before.bottom + NEAR_PX) return [];
    return [`${stop.name} has the focus after ${before.name}, but stands before it`];
  });
}

import { Fragment } from "react";

/** Narrow columns break a name after its dots and underscores, and within a word only when they must. */
export function breakable(name: string) {
  const ends = [...name.matchAll(/[._](?=.)/g)].map(({ index }) => index + 1);
  return [0, ...ends].map((from, nth) => (
    <Fragment key={from}>
      {from === 0 ? null : <wbr />}
      {name.slice(from, ends[nth])}
    </Fragment>
  ));
}

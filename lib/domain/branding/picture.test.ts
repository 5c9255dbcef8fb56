import { expect, test } from "vitest";
import { wrongPicture } from "@/lib/domain/branding/picture.ts";

const svg = (text: string) => wrongPicture("image/svg+xml", Buffer.from(text));

test("a PNG begins as one, an SVG is one", () => {
  expect(wrongPicture("image/png", Buffer.from("89504e470d0a1a0a0000", "hex"))).toBeNull();
  expect(wrongPicture("image/png", Buffer.from("<svg/>"))).toBe("is not a PNG");
  expect(
    svg('<?xml version="1.0"?>\n<!-- a logo --><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
  ).toBeNull();
  expect(svg("<html><svg></svg></html>")).toBe("is not an SVG");
  expect(wrongPicture("image/svg+xml", Buffer.from([0xff, 0xfe]))).toBe("is not an SVG in UTF-8");
});

test.each([
  "<svg><script>alert(1)</script></svg>",
  "<svg onload='x()'></svg>",
  "<svg><a href='javascript:x'/></svg>",
  "<svg><foreignObject/></svg>",
  '<!DOCTYPE svg [<!ENTITY x "y">]><svg/>',
])("%s is no logo", (text) => {
  expect(svg(text)).not.toBeNull();
});

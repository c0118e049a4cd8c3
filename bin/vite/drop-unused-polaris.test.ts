import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import postcss from "postcss";
import { expect, test } from "vitest";
import { dropUnusedPolaris } from "./drop-unused-polaris.ts";

const from = resolve("node_modules/@shopify/polaris/build/esm/styles.css");

function drop(css: string, file = from): string {
  return postcss([dropUnusedPolaris()]).process(css, { from: file }).css;
}

test("rules of components that no screen uses go, also from lists of selectors and media queries", () => {
  const css = `
.Polaris-Button{color:red}
.Polaris-DropZone{color:red}
.Polaris-Button:hover,.Polaris-DropZone .Polaris-Icon{color:blue}
@media print{.Polaris-DropZone{display:none}}
html,:root{--p-space:1px}`;

  const left = drop(css).replaceAll(/\s*\n\s*/g, "");

  expect(left).toBe(".Polaris-Button{color:red}.Polaris-Button:hover{color:blue}html,:root{--p-space:1px}");
});

test("what a used component is made of stays, at any depth", () => {
  const left = drop(readFileSync(from, "utf8"));

  // A page's title bar shows buttons in a menu, and that a list of actions in a popover.
  for (const name of ["Page", "ActionMenu", "Popover", "ActionList", "Icon", "Text"])
    expect(left).toContain(`.Polaris-${name}`);
  expect(left).not.toContain(".Polaris-Navigation");
});

test("other style sheets are left alone", () => {
  const css = ".Polaris-DropZone{color:red}";

  expect(drop(css, join(resolve("app"), "app.css"))).toBe(css);
});

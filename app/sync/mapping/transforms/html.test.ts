import { expect, test } from "vitest";
import { html } from "./html.ts";

const context = { shopify: {}, hubspot: {} };
const toHubspot = (value: string) => {
  const result = html.toHubspot(value, context);
  return result.ok ? result.value : result.reason;
};
const toShopify = (value: string) => {
  const result = html.toShopify(value, context);
  return result.ok ? result.value : result.reason;
};

test.each([
  ["<p>One</p><p>Two</p>", "One\n\nTwo"],
  ["<p>One<br>Two<br/>Three</p>", "One\nTwo\nThree"],
  ["<ul><li>Red</li>\n<li>Blue</li></ul>", "- Red\n- Blue"],
  [
    "<h2>Über</h2>\n<p>Grün &amp; gelb &ndash; 5&nbsp;&euro; &#128512; &#x1F98A;</p>",
    "Über\n\nGrün & gelb – 5 € 😀 🦊",
  ],
  ["<style>p{color:red}</style><script>alert('<p>')</script><!-- no --><p>Seen</p>", "Seen"],
  ["<a href=\"/x?a>b\" title='>'>Link</a> text", "Link text"],
  ["<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"],
  ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>"],
  ["&unknown; &#0; &#xD800;", "&unknown;"],
  ["<p> </p><br>", null],
  ["plain", "plain"],
])("HTML %j is the text %j in HubSpot", (value, text) => {
  expect(toHubspot(value)).toBe(text);
});

test.each([
  ["One\n\n\nTwo\r\nThree", "<p>One</p>\n<p>Two<br>Three</p>"],
  ["a < b & c", "<p>a &lt; b &amp; c</p>"],
  ["<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"],
])("the text %j is the HTML %j in Shopify", (value, text) => {
  expect(toShopify(value)).toBe(text);
});

test("a text that went to Shopify and came back is the same", () => {
  for (const value of ["One\n\nTwo\nThree", "Grün & < gelb >", "- a\n- b"])
    expect(toHubspot(toShopify(value) ?? "")).toBe(value);
});

test("formatting is no difference, words are", () => {
  const same = (shopify: string, hubspot: string) =>
    html.comparable("shopify", shopify, context) === html.comparable("hubspot", hubspot, context);

  expect(same("<p><b>One</b> two</p>", "One  two\n")).toBe(true);
  expect(same("<p>One two</p>", "One three")).toBe(false);
});

test("a description longer than HubSpot takes is cut", () => {
  expect(toHubspot(`<p>${"a".repeat(70_000)}</p>`)).toHaveLength(65_536);
});

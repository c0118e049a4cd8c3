import { expect, test } from "vitest";
import { renderLiquid } from "./render-liquid.ts";

test("a block is rendered with metafields, assignments, conditions, filters and white space control", () => {
  const source = `{%- comment %} unseen {% endcomment -%}
{% assign t = app.metafields.tandem.tracking.value %}
{%- if t.id != blank and t.on -%}<b id="{{ t.id | append: '-x' | escape }}">{{ t | json }}</b>
{%- elsif t.id == '7' -%}seven{%- else -%}none{%- endif -%}
{%- unless t.on -%}off{%- endunless -%}
{% schema %}{"name": "x"}{% endschema %}`;
  const render = (value: unknown) =>
    renderLiquid(source, { app: { metafields: { tandem: { tracking: { value, type: "json" } } } } }).trim();

  expect(render({ id: '1"', on: true })).toBe('<b id="1&quot;-x">{"id":"1\\"","on":true}</b>');
  expect(render({ id: "7" })).toBe("sevenoff");
  expect(render(undefined)).toBe("noneoff");
});

test("a metafield prints as its value, and filters may be given", () => {
  const scope = { m: { value: "v", type: "single_line_text_field" } };

  expect(renderLiquid("{{ m }}/{{ 'a.js' | asset_url }}", scope, { asset_url: (file) => `/x/${file}` })).toBe(
    "v//x/a.js",
  );
});

test("what the stand-in does not know fails instead of looking right", () => {
  expect(() => renderLiquid("{% render 'x' %}", {})).toThrow("{% render %}");
  expect(() => renderLiquid("{{ 1 | money }}", {})).toThrow("money");
  expect(() => renderLiquid("{% if a %}", {})).toThrow("endif");
});

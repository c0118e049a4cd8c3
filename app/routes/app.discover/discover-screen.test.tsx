import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { DiscoverModel } from "./discover-model.ts";
import { DiscoverScreen } from "./discover-screen.tsx";

const open = (path: string) => ({ kind: "open", url: `https://app-eu1.hubspot.com/${path}` }) as const;
const cards: NonNullable<DiscoverModel["cards"]> = {
  contacts: open("contacts"),
  orders: { kind: "off", object: "orders" },
  carts: { kind: "missing", object: "carts" },
  ...{ dashboards: open("d"), pipelines: open("p"), forms: open("f"), chat: open("c"), workflows: open("w") },
};

test.each(["en", "de"] as const)("each card leads to its place, or says what is in the way (%s)", (language) => {
  const screen = renderScreen(<DiscoverScreen model={{ cards }} />, language);

  const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
  expect(links).toEqual(
    expect.arrayContaining(["https://app-eu1.hubspot.com/contacts", "/app/sync", "/app/connection"]),
  );
  expect(screen.querySelectorAll("h3")).toHaveLength(8);
  expect(wordsOf(screen)).not.toContain("{{");
});

test("without a connection the first step is to connect", () => {
  const screen = renderScreen(<DiscoverScreen model={{ cards: null }} />);

  expect(wordsOf(screen)).toContain("Connect HubSpot first");
  expect(screen.querySelectorAll("h3")).toHaveLength(0);
});

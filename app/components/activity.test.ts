import { expect, test } from "vitest";
import { activityKinds } from "#app/lib/activity-kinds.ts";
import { activityGroups } from "./activity.ts";

test("every kind of activity that is recorded belongs to one group of the filter", () => {
  const grouped: readonly string[] = Object.values(activityGroups).flat();

  expect([...grouped].sort()).toEqual([...activityKinds].sort());
});

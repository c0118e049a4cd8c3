import { describe } from "vitest";
import { claiming, marking } from "./engine-store-claims.ts";
import { deciding } from "./engine-store-decisions.ts";
import { sharing } from "./engine-store-figures.ts";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { associating, holdingObjects, running } from "./engine-store-objects.ts";
import { leasing, reading, settling, switching } from "./engine-store-settlements.ts";

/** What every implementation of the engine's store must do. */
export function engineStoreBattery(name: string, open: () => Promise<EngineStoreFixture>): void {
  describe(name, () => {
    marking(open);
    claiming(open);
    settling(open);
    switching(open);
    leasing(open);
    reading(open);
    deciding(open);
    sharing(open);
    holdingObjects(open);
    associating(open);
    running(open);
  });
}

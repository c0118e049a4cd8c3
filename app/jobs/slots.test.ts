import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

/** Jobs that end when told, and how many of each lane are under way. */
function holdable() {
  const ends: (() => void)[] = [];
  const started: string[] = [];
  const job = (name: string) => async () => {
    started.push(name);
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  const endOne = () => ends.shift()?.();
  const endAll = () => {
    for (const end of ends.splice(0)) end();
  };
  return { job, started, endOne, endAll };
}

test("no more jobs run at once than there are slots", async () => {
  const slots = createSlots(3);
  const { job, started, endOne, endAll } = holdable();

  const all = Promise.all(["a", "b", "c", "d"].map((name) => slots.run("live", job(name))));
  await Promise.resolve();
  const first = [...started];
  endOne();
  await new Promise(setImmediate);
  const afterOne = [...started];
  endAll();
  await new Promise(setImmediate);
  endAll();
  await all;

  expect(first).toEqual(["a", "b", "c"]);
  expect(afterOne).toEqual(["a", "b", "c", "d"]);
});

test("bulk jobs leave a slot free, and a waiting live job goes before a waiting bulk job", async () => {
  const slots = createSlots(2);
  const { job, started, endOne, endAll } = holdable();

  const all = [slots.run("bulk", job("bulk 1")), slots.run("bulk", job("bulk 2")), slots.run("live", job("live 1"))];
  all.push(slots.run("live", job("live 2")));
  await new Promise(setImmediate);
  const before = [...started];
  endOne();
  await new Promise(setImmediate);
  const after = [...started];
  for (let round = 0; round < 4; round++) {
    endAll();
    await new Promise(setImmediate);
  }
  await Promise.all(all);

  expect(before).toEqual(["bulk 1", "live 1"]);
  expect(after).toEqual(["bulk 1", "live 1", "live 2"]);
});

test("a job that fails gives its slot back, and the failure to who asked", async () => {
  const slots = createSlots(1);

  const failed = slots.run("live", async () => Promise.reject(new Error("refused")));

  await expect(failed).rejects.toThrow("refused");
  expect(await slots.run("bulk", async () => "done")).toBe("done");
});

import type { RecordPort, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { MetafieldReading } from "./read-metafields.ts";
import { completeRecords } from "./read-metafields.ts";
import { writeRecords } from "./write-records.ts";

/** A bulk operation's query cannot name the merchant's metafields without asking for them of every record: they are read afterwards. */
const recordsPerRead = 100;

/** An object's port whose records carry the metafields that its definition names, and which writes them. */
export function withMetafields(reading: MetafieldReading, port: RecordPort): RecordPort {
  const types = new Map<string, string>();
  const noting = { ...reading, onType: (attribute: string, type: string) => types.set(attribute, type) };
  return {
    side: port.side,
    async read(ids) {
      const results = [...(await port.read(ids))];
      const records = await completeRecords(
        noting,
        results.flatMap(([, result]) => ("record" in result ? [result.record] : [])),
      );
      const next = records.values();
      return new Map(
        results.map(([id, result]) => {
          const record = "record" in result ? next.next().value : undefined;
          return [id, record && "record" in result ? { ...result, record } : result] as const;
        }),
      );
    },
    async findBy(attribute, values) {
      const found = [...(await port.findBy(attribute, values))];
      const next = (
        await completeRecords(
          noting,
          found.flatMap(([, records]) => records),
        )
      ).values();
      return new Map(found.map(([value, records]) => [value, records.map((record) => next.next().value ?? record)]));
    },
    write: (writes) => writeRecords(noting, port, writes, types),
  };
}

/** A bulk read whose records carry the metafields that the definition names: they cost a batched read for each hundred. */
export function bulkWithMetafields(reading: MetafieldReading, port: ShopifyBulkPort): ShopifyBulkPort {
  return {
    ...port,
    async *read(url, fromByte) {
      let lines: { record: SideRecord; endOffset: number }[] = [];
      for await (const line of port.read(url, fromByte)) {
        lines.push(line);
        if (lines.length < recordsPerRead) continue;
        yield* await completeLines(reading, lines);
        lines = [];
      }
      if (lines.length > 0) yield* await completeLines(reading, lines);
    },
  };
}

async function completeLines(
  reading: MetafieldReading,
  lines: readonly { record: SideRecord; endOffset: number }[],
): Promise<readonly { record: SideRecord; endOffset: number }[]> {
  const records = await completeRecords(
    reading,
    lines.map(({ record }) => record),
  );
  return lines.map((line, i) => ({ ...line, record: records[i] ?? line.record }));
}

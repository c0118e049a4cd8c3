-- AlterTable
ALTER TABLE "object_setting" ADD COLUMN     "audited_at" TIMESTAMPTZ(3);

-- To start each shop's audit in its own night.
GRANT SELECT ("audited_at"), UPDATE ("audited_at") ON "object_setting" TO tandem_system;
GRANT SELECT ("time_zone") ON "shop" TO tandem_system;

-- AlterTable
ALTER TABLE "record_link" ADD COLUMN     "figures" JSONB;

-- Where shops of a portal share a HubSpot record, each one's part of its figures, and whose it is.
GRANT SELECT ("shop", "figures") ON "record_link" TO tandem_system;

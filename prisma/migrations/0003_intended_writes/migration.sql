-- AlterTable
ALTER TABLE "record_link" ADD COLUMN     "intended" JSONB;

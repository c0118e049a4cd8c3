-- AlterTable
ALTER TABLE "field_mapping" ADD COLUMN     "options" JSONB;

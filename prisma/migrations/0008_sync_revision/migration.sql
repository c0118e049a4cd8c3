-- AlterTable
ALTER TABLE "object_setting" ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "changed_by" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

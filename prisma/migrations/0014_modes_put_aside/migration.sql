-- What is known of an object's records of the HubSpot type that it is not now stands aside as `<object>@<type>`: see app/store/switch-mode.ts.
ALTER TABLE "record_link" DROP CONSTRAINT IF EXISTS "record_link_object_check";
ALTER TABLE "record_link" ADD CONSTRAINT "record_link_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "match_key" DROP CONSTRAINT IF EXISTS "match_key_object_check";
ALTER TABLE "match_key" ADD CONSTRAINT "match_key_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "tombstone" DROP CONSTRAINT IF EXISTS "tombstone_object_check";
ALTER TABLE "tombstone" ADD CONSTRAINT "tombstone_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "field_mapping" DROP CONSTRAINT IF EXISTS "field_mapping_object_check";
ALTER TABLE "field_mapping" ADD CONSTRAINT "field_mapping_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "stage_mapping" DROP CONSTRAINT IF EXISTS "stage_mapping_object_check";
ALTER TABLE "stage_mapping" ADD CONSTRAINT "stage_mapping_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));
ALTER TABLE "record_association" DROP CONSTRAINT IF EXISTS "record_association_object_check";
ALTER TABLE "record_association" ADD CONSTRAINT "record_association_object_check" CHECK (split_part("object", '@', 1) IN ('customers', 'companies', 'products', 'orders', 'carts', 'order_lines', 'cart_lines', 'company_locations'));

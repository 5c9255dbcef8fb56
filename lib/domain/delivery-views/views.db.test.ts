import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { deleteDeliveryView, listDeliveryViews, saveDeliveryView } from "@/lib/domain/delivery-views/views.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

test("a view is there for all staff by name; saved again it is replaced, and each change is recorded", async () => {
  const [one, two] = [aStaff("support"), aStaff("admin")];
  const saved = await saveDeliveryView(one, { name: "Refused", query: "?status=failed" });
  await saveDeliveryView(one, { name: "Another", query: "" });
  const again = await saveDeliveryView(two, { name: "Refused", query: "?status=canceled" });
  expect(again.id).toBe(saved.id);
  expect(await listDeliveryViews(two)).toMatchObject([
    { name: "Another" },
    { name: "Refused", query: "?status=canceled" },
  ]);
  const viewId = uuidOf("deliveryView", saved.id);
  await deleteDeliveryView(two, { viewId });
  await expect(deleteDeliveryView(two, { viewId })).rejects.toMatchObject({ code: "not_found" });
  const entries = await db().auditLog.findMany({ where: { objectId: saved.id }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual([
    "delivery_view.created",
    "delivery_view.updated",
    "delivery_view.deleted",
  ]);
  await expect(async () => listDeliveryViews(aStaff("viewer"))).rejects.toMatchObject({ code: "insufficient access" });
});

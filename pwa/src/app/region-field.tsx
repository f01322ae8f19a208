// In which province or territory: asked once for the case, where laws and services differ.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { setDoors } from "../domain/build.js";
import { regionOf } from "../domain/doors.js";
import { type Region, REGIONS } from "../domain/records.js";
import { t } from "../i18n/t.js";
import { makeField } from "../ui/field-state.js";
import { Select } from "../ui/select.js";
import { ensureCase } from "./first-case.js";
import { failureWords } from "./save-failure.js";
import { useVault } from "./vault-context.js";

export function RegionField(): JSX.Element {
  const vault = useVault();
  const [field] = useState(() => makeField("region", regionOf(vault.current.value) ?? ""));
  const choose = async (value: string): Promise<void> => {
    const made = await ensureCase(vault);
    const region: Region | null = REGIONS.find((one) => one === value) ?? null;
    const saved = made.ok ? await vault.save(made.value, (stamp) => setDoors(stamp, made.value, { region })) : made;
    field.error.value = saved.ok ? null : failureWords(saved.type);
  };
  const options = REGIONS.map((value) => ({ value, label: t(`doors.region.${value}`) })).sort((a, b) => a.label.localeCompare(b.label));
  return <Select field={field} label={t("doors.region_label")} options={[{ value: "", label: t("doors.region_none") }, ...options]} onChange={(value) => void choose(value)} />;
}

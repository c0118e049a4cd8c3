import { TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { dayBounds, isDay } from "./activity-model.ts";

interface Props {
  label: string;
  /** YYYY-MM-DD, or empty */
  day: string;
  onDay: (day: string) => void;
}

/**
 * A day that narrows the list. What is typed is the field's own until a whole day stands there, or none: while a year is typed the browser
 * gives a day of the year 2, then of the year 20.
 */
export function DayField({ label, day, onDay }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(day);
  const [left, setLeft] = useState(false);
  useEffect(() => setTyped(day), [day]);
  const isWrong = typed !== "" && !isDay(typed);
  return (
    <TextField
      type="date"
      label={label}
      min={dayBounds.first}
      max={dayBounds.last}
      value={typed}
      autoComplete="off"
      {...(left && isWrong ? { error: t("activity.filters.no_day") } : {})}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      onChange={(text) => {
        setTyped(text);
        if (text === "" || isDay(text)) onDay(text);
      }}
    />
  );
}

import {_t} from "@web/core/l10n/translation";

/**
 * A value of a field as a person reads it.
 *
 * @param {any} value - as JSON has it
 * @returns {String}
 */
export function shownValue(value) {
    if (value === undefined || value === null || value === "") {
        return "–";
    }
    if (typeof value === "boolean") {
        return value ? _t("Yes") : _t("No");
    }
    if (Array.isArray(value)) {
        return value.map(shownValue).join(", ") || "–";
    }
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

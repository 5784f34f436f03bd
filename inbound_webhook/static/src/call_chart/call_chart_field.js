import {Component} from "@odoo/owl";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatInteger} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const {DateTime} = luxon;

/** The parts of a bar from the ground up: a name, a colour and words with the number. */
const PARTS = [
    {name: "success", colour: "bg-success", words: (n) => _t("%s succeeded", n)},
    {
        name: "ignored",
        colour: "bg-secondary",
        words: (n) => _t("%s ignored or duplicate", n),
    },
    {name: "waiting", colour: "bg-info", words: (n) => _t("%s waiting", n)},
    {name: "refused", colour: "bg-warning", words: (n) => _t("%s refused", n)},
    {name: "error", colour: "bg-danger", words: (n) => _t("%s failed", n)},
];

const sum = (counts) => PARTS.reduce((total, {name}) => total + (counts[name] || 0), 0);

const inWords = (counts) =>
    PARTS.filter(({name}) => counts[name])
        .map(({name, words}) => words(formatInteger(counts[name])))
        .join(", ") || _t("no calls");

const formatDay = (day) =>
    deserializeDate(day).toLocaleString({
        ...DateTime.DATE_MED,
        year: undefined,
        weekday: "short",
    });

/** A handler's calls of the last days: a bar for each day, its parts by outcome. */
export class CallChartField extends Component {
    static template = "inbound_webhook.CallChartField";
    static props = {...standardFieldProps};

    /** The bars as ``{day, title, parts: [{name, colour, height}]}``. */
    get bars() {
        const days = this.props.record.data[this.props.name] || [];
        const most = Math.max(1, ...days.map(sum));
        return days.map((counts) => ({
            day: counts.day,
            title: `${formatDay(counts.day)}: ${inWords(counts)}`,
            parts: PARTS.filter(({name}) => counts[name]).map(({name, colour}) => ({
                name,
                colour,
                height: (100 * counts[name]) / most,
            })),
        }));
    }

    /** What the bars show, for who cannot see them. */
    get alternative() {
        const total = {};
        for (const counts of this.props.record.data[this.props.name] || []) {
            for (const {name} of PARTS) {
                total[name] = (total[name] || 0) + counts[name];
            }
        }
        return _t("Last 7 days: %s", inWords(total));
    }
}

export const callChartField = {
    component: CallChartField,
    displayName: _t("Calls of the last days"),
    supportedTypes: ["json"],
    listViewWidth: 110,
};

registry.category("fields").add("inbound_webhook_call_chart", callChartField);

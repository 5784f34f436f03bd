import {
    Component,
    onWillDestroy,
    onWillStart,
    useExternalListener,
    useState,
} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {formatInteger} from "@web/views/fields/formatters";

const MODEL = "inbound.webhook.call";
const SESSION_EXPIRED = "odoo.http.SessionExpiredException";
const ICONS = {
    success: "fa-check text-success",
    noted: "fa-pencil-square-o text-warning",
    ignored: "fa-minus text-muted",
    left_out: "fa-minus text-muted",
    failed: "fa-times text-danger",
    unanswered: "fa-question text-warning",
};

/**
 * Replays calls one after the other, after it has asked.
 *
 * One request to the server for each: what one replay rolls back is its own, and
 * whatever becomes of this dialog, a call is replayed whole or not at all.
 */
export class ReplayDialog extends Component {
    static template = "inbound_webhook.ReplayDialog";
    static components = {Dialog};
    static props = {
        callIds: {type: Array, element: Number},
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.icons = ICONS;
        this.state = useState({
            phase: "ask",
            done: 0,
            counts: {
                success: 0,
                noted: 0,
                ignored: 0,
                left_out: 0,
                failed: 0,
                unanswered: 0,
            },
            // Why the server could not even replay one.
            message: "",
        });
        // Replays that failed, and calls for which there is none.
        this.failedIds = [];
        onWillStart(async () => {
            this.plan = await this.orm.call(MODEL, "replay_plan", [this.props.callIds]);
        });
        useExternalListener(window, "beforeunload", (ev) => {
            if (this.isRunning) {
                ev.preventDefault();
            }
        });
        onWillDestroy(() => this.onWillDestroy());
    }

    // What is shown

    get total() {
        return this.plan.ids.length;
    }

    get isRunning() {
        return ["running", "stopping"].includes(this.state.phase);
    }

    get percentage() {
        return Math.round((100 * this.state.done) / this.total);
    }

    get progress() {
        return _t("%(done)s of %(total)s", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.total),
        });
    }

    get title() {
        return this.total === 1 ? _t("Replay a Call") : _t("Replay Calls");
    }

    /** What is asked, or why there is nothing to ask. */
    get question() {
        if (!this.total) {
            return _t("None of these calls can be replayed.");
        }
        return this.total === 1
            ? _t(
                  "1 call is processed once more, as it came, with today's settings. This may create or change a record."
              )
            : _t(
                  "%s calls are processed once more, as they came, with today's settings, the oldest first. This may create or change records.",
                  formatInteger(this.total)
              );
    }

    get warning() {
        return (
            this.plan.again &&
            _t(
                "Processed before: %s. What they did then is done once more.",
                formatInteger(this.plan.again)
            )
        );
    }

    get rest() {
        return (
            this.plan.rest &&
            _t(
                "Done already, with notes: %s. Only what was left out then is written, to the same record, and no rule runs.",
                formatInteger(this.plan.rest)
            )
        );
    }

    /** What is left out of the selection: how many calls by why. */
    get leftOut() {
        return this.numbers(this.plan, {
            settled: _t("Replayed or sent again meanwhile, with success"),
            repeats: _t("The same request once more, which is replayed once"),
            waiting: _t("Not through yet"),
            unread: _t("The log does not have the body"),
            unproven: _t("Nobody knows who sent it: replay it by itself"),
            forbidden: _t("Of a handler that you may not change"),
        });
    }

    /** How the replays ended: how many calls by result. */
    get results() {
        return this.numbers(this.state.counts, {
            success: _t("Succeeded"),
            noted: _t("Done, but for what still does not fit"),
            ignored: _t("Ignored"),
            left_out: _t("Left out, for they were settled or removed meanwhile"),
            failed: _t("Failed"),
            unanswered: _t("Without an answer: look before you replay it again"),
        });
    }

    /** Those numbers that are not zero, with their labels, in the labels' order. */
    numbers(counts, labels) {
        return Object.entries(labels)
            .filter(([name]) => counts[name])
            .map(([name, label]) => ({
                name,
                label,
                count: formatInteger(counts[name]),
            }));
    }

    // What is done

    async run() {
        this.state.phase = "running";
        while (this.state.phase === "running" && this.state.done < this.total) {
            await this.replay(this.plan.ids[this.state.done]);
            this.state.done++;
        }
        if (this.state.phase !== "paused" || this.state.done === this.total) {
            this.state.phase = "done";
        }
    }

    async replay(callId) {
        const {counts} = this.state;
        try {
            const {result, id} = await this.orm.call(MODEL, "replay_and_report", [
                callId,
            ]);
            counts[result]++;
            if (result === "failed") {
                this.failedIds.push(id);
            }
        } catch (error) {
            this.failedIds.push(callId);
            if (error instanceof ConnectionLostError) {
                counts.unanswered++;
                this.state.phase = "paused";
                this.state.message = _t("The connection to the server is lost.");
            } else {
                counts.failed++;
                this.state.message = error.data?.message || error.message;
                if (error.exceptionName === SESSION_EXPIRED) {
                    this.state.phase = "paused";
                }
            }
        }
    }

    stop() {
        this.state.phase = "stopping";
    }

    /** Opens a list, which closes this dialog. */
    openFailed() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Replays that Failed"),
            res_model: MODEL,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [["id", "in", this.failedIds]],
        });
    }

    onWillDestroy() {
        if (this.isRunning) {
            this.notification.add(
                _t(
                    "The replay was stopped at call %(done)s of %(total)s. That one is still finished.",
                    {
                        done: formatInteger(this.state.done + 1),
                        total: formatInteger(this.total),
                    }
                ),
                {type: "warning"}
            );
        }
    }
}

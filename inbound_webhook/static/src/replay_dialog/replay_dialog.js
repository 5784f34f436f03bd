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
        this.formatInteger = formatInteger;
        this.state = useState({
            phase: "ask",
            done: 0,
            counts: {success: 0, ignored: 0, left_out: 0, failed: 0, unanswered: 0},
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
                "%s of them were processed before. What they did then is done once more.",
                formatInteger(this.plan.again)
            )
        );
    }

    /** What is left out of the selection, and why: a sentence for each reason. */
    get leftOut() {
        const sentences = {
            settled: _t("were replayed, or sent again by their sender, with success"),
            repeats: _t("are the same request once more: each is replayed once"),
            waiting: _t("are not through yet"),
            unread: _t("were refused before their body was read"),
            forbidden: _t("belong to a handler that you may not change"),
        };
        return Object.entries(sentences)
            .filter(([reason]) => this.plan[reason])
            .map(([reason, text]) => ({
                reason,
                count: formatInteger(this.plan[reason]),
                text,
            }));
    }

    /** How the replays ended, with the numbers that are not zero. */
    get results() {
        const {success, ignored, left_out, failed, unanswered} = this.state.counts;
        return [
            {
                name: "success",
                icon: "fa-check text-success",
                count: success,
                text: _t("succeeded"),
            },
            {
                name: "ignored",
                icon: "fa-minus text-muted",
                count: ignored,
                text: _t("ignored: conditions not met"),
            },
            {
                name: "left_out",
                icon: "fa-minus text-muted",
                count: left_out,
                text: _t("left out: settled or gone meanwhile"),
            },
            {
                name: "failed",
                icon: "fa-times text-danger",
                count: failed,
                text: _t("failed"),
            },
            {
                name: "unanswered",
                icon: "fa-question text-warning",
                count: unanswered,
                text: _t("without an answer: look at it before you replay it again"),
            },
        ].filter((result) => result.count);
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

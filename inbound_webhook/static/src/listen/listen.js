import {Component, onWillUnmount, useEffect, useRef, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {ConnectionLostError} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {pick} from "@web/core/utils/objects";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const {DateTime} = luxon;

const SECOND = 1000;
const SECONDS_BETWEEN_QUESTIONS = 3;
/** How long it is said that no call came. */
const SECONDS_OF_FAREWELL = 60;

/**
 * Says that a handler waits for a call, and when one has come; else, whether it is
 * switched off. One sentence at a time, or two of them would contradict each other.
 *
 * It is the server that waits: this only asks it, every few seconds for as long as it is
 * on the screen.
 */
export class Listen extends Component {
    static template = "inbound_webhook.Listen";
    static components = {CopyButton};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            phase: "idle",
            secondsLeft: 0,
            refused: false,
            unproven: false,
        });
        useRecordObserver(async ({data, resId}) => {
            this.stopTimer();
            if (resId && (data.listening_until || data.captured_call_id)) {
                await this.ask();
                this.startTimer();
            } else {
                this.state.phase = "idle";
            }
        });
        onWillUnmount(() => {
            this.stopTimer();
            browser.clearTimeout(this.farewell);
        });
        const banner = useRef("banner");
        // The button that starts the waiting is further down in the form.
        useEffect(
            (element) => {
                element?.scrollIntoView({block: "nearest"});
            },
            () => [banner.el]
        );
    }

    get isOff() {
        return this.props.record.data.active === false;
    }

    get until() {
        return this.props.record.data.listening_until.toLocaleString(
            DateTime.TIME_SIMPLE
        );
    }

    get timeLeft() {
        const {secondsLeft} = this.state;
        const seconds = String(secondsLeft % 60).padStart(2, "0");
        return `${Math.floor(secondsLeft / 60)}:${seconds}`;
    }

    /** Ask the server how it stands. */
    async ask() {
        const {record} = this.props;
        let answer = undefined;
        try {
            answer = await this.orm.silent.call(record.resModel, "listening_state", [
                [record.resId],
            ]);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return;
            }
            this.stopTimer();
            throw error;
        }
        this.state.secondsLeft = answer.seconds_left;
        this.state.refused = answer.refused;
        this.state.unproven = answer.unproven;
        this.state.phase = this.phaseOf(answer);
        if (this.state.phase === "over") {
            this.sayFarewell(answer.seconds_over);
        }
    }

    phaseOf({captured, seconds_left, seconds_over}) {
        if (captured) {
            return "captured";
        }
        if (seconds_left) {
            return "waiting";
        }
        // Nothing is over where somebody has ended the waiting, here or elsewhere.
        return seconds_over < SECONDS_OF_FAREWELL ? "over" : "idle";
    }

    /** That the time is over goes away by itself. */
    sayFarewell(secondsOver) {
        browser.clearTimeout(this.farewell);
        this.farewell = browser.setTimeout(
            () => {
                if (this.state.phase === "over") {
                    this.state.phase = "idle";
                }
            },
            (SECONDS_OF_FAREWELL - secondsOver) * SECOND
        );
    }

    startTimer() {
        this.stopTimer();
        if (this.state.phase !== "waiting") {
            return;
        }
        let ticks = 0;
        this.timer = browser.setInterval(async () => {
            this.state.secondsLeft = Math.max(0, this.state.secondsLeft - 1);
            ticks += 1;
            const isDue = ticks % SECONDS_BETWEEN_QUESTIONS === 0;
            if (isDue && !document.hidden) {
                await this.ask();
            }
            if (this.state.phase !== "waiting") {
                this.stopTimer();
            }
        }, SECOND);
    }

    stopTimer() {
        browser.clearInterval(this.timer);
    }

    /**
     * Press a button of the form: it is saved before and read again after.
     *
     * @param {String} name of a method of the handler
     */
    press(name) {
        return this.env.onClickViewButton({
            clickParams: {type: "object", name},
            getResParams: () =>
                pick(
                    this.props.record,
                    "context",
                    "evalContext",
                    "resModel",
                    "resId",
                    "resIds"
                ),
        });
    }
}

export const listen = {
    component: Listen,
    fieldDependencies: [
        {name: "listening_until", type: "datetime", readonly: true},
        {name: "captured_call_id", type: "many2one", readonly: true},
        {name: "url", type: "char", readonly: true},
        {name: "active", type: "boolean"},
        {name: "off_sentence", type: "char", readonly: true},
    ],
};

registry.category("view_widgets").add("inbound_webhook_listen", listen);

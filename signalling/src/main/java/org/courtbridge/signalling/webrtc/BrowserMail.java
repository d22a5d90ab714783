package org.courtbridge.signalling.webrtc;

import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.LegNotice;

/** Something that has happened to a {@link BrowserLeg}. */
sealed interface BrowserMail {

    /** The page says something. */
    record Said(SignallingChannel from, String text) implements BrowserMail {}

    /** A connection of the page is closed; it may come back by another. */
    record Closed(SignallingChannel which) implements BrowserMail {}

    /** Nobody will come back by this connection or to this leg. */
    record Gone(SignallingChannel which) implements BrowserMail {}

    /** The page has come back by another connection. */
    record Back(SignallingChannel by) implements BrowserMail {}

    /** The hearing tells the page something. */
    record Notice(LegNotice notice) implements BrowserMail {}

    /** The leg is to end. */
    record End(EndReason reason) implements BrowserMail {}

    /** The media are lost. */
    record Lost(String reason) implements BrowserMail {}

    /** The hearing does not take the leg in. */
    record NotArrived(Throwable why) implements BrowserMail {}

    /** The hearing does not do what the page asked for. */
    record InVain(Throwable why) implements BrowserMail {}
}

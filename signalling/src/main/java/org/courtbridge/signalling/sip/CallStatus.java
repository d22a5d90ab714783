package org.courtbridge.signalling.sip;

import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;

/** Maps the end of a call to SIP: to a final response and a Reason. */
final class CallStatus {

    private CallStatus() {}

    /** The final response for an INVITE that ends before it is answered. */
    static int refusal(EndReason reason) {
        return switch (reason) {
            case REFUSED, REMOVED, REPLACED -> Response.FORBIDDEN;
            case HEARING_ENDED -> Response.DECLINE;
            case LEFT, CANCELLED -> Response.REQUEST_TERMINATED;
            case NOT_ACCEPTABLE -> Response.NOT_ACCEPTABLE_HERE;
            case MEDIA_LOST, SIGNALLING_LOST -> Response.TEMPORARILY_UNAVAILABLE;
            case SHUTDOWN -> Response.SERVICE_UNAVAILABLE;
            case ERROR -> Response.SERVER_INTERNAL_ERROR;
        };
    }

    /** The {@code Reason} header of our BYE (RFC 3326). */
    static String reasonHeader(EndReason reason) {
        String text = switch (reason) {
            case LEFT -> "left";
            case REMOVED -> "removed by the clerk";
            case HEARING_ENDED -> "the hearing has ended";
            case REFUSED -> "refused";
            case REPLACED -> "replaced by another call";
            case CANCELLED -> "cancelled";
            case MEDIA_LOST -> "no media";
            case SIGNALLING_LOST -> "no answer to signalling";
            case NOT_ACCEPTABLE -> "no common format";
            case SHUTDOWN -> "the gateway is going down";
            case ERROR -> "internal error";
        };
        int cause = reason == EndReason.HEARING_ENDED || reason == EndReason.LEFT ? Response.OK : refusal(reason);
        return "SIP;cause=" + cause + ";text=\"" + text + "\"";
    }
}

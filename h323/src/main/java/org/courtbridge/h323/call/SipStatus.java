package org.courtbridge.h323.call;

import java.util.Map;
import java.util.Optional;

/**
 * Why a call ended, in the words of SIP, for whoever has rooms of both kinds: RFC 3398, sections 7.2.4.1 and 8.2.6.1, over the
 * cause that {@link ReleaseReason} has for either of H.323's two ways.
 */
public final class SipStatus {

    private static final int SERVER_ERROR = 500;
    private static final int GLOBAL_FAILURE = 600;

    private static final int REJECTED = 21;
    private static final int TEMPORARY_FAILURE = 41;
    private static final int INTERWORKING = 127;

    private static final Map<Integer, Integer> BY_CAUSE = Map.ofEntries(
            Map.entry(1, 404),
            Map.entry(2, 404),
            Map.entry(3, 404),
            Map.entry(16, 480),
            Map.entry(17, 486),
            Map.entry(18, 408),
            Map.entry(19, 480),
            Map.entry(20, 480),
            Map.entry(21, 403),
            Map.entry(22, 410),
            Map.entry(23, 410),
            Map.entry(26, 404),
            Map.entry(27, 502),
            Map.entry(28, 484),
            Map.entry(29, 501),
            Map.entry(31, 480),
            Map.entry(34, 503),
            Map.entry(38, 503),
            Map.entry(41, 503),
            Map.entry(42, 503),
            Map.entry(47, 503),
            Map.entry(55, 403),
            Map.entry(57, 403),
            Map.entry(58, 503),
            Map.entry(65, 488),
            Map.entry(70, 488),
            Map.entry(79, 501),
            Map.entry(87, 403),
            Map.entry(88, 503),
            Map.entry(102, 504),
            Map.entry(111, 500),
            Map.entry(INTERWORKING, SERVER_ERROR));

    private static final Map<Integer, Integer> BY_STATUS = Map.ofEntries(
            Map.entry(400, 41),
            Map.entry(401, 21),
            Map.entry(402, 21),
            Map.entry(403, 21),
            Map.entry(404, 1),
            Map.entry(405, 63),
            Map.entry(406, 79),
            Map.entry(407, 21),
            Map.entry(408, 102),
            Map.entry(410, 22),
            Map.entry(413, INTERWORKING),
            Map.entry(414, INTERWORKING),
            Map.entry(415, 79),
            Map.entry(420, INTERWORKING),
            Map.entry(480, 18),
            Map.entry(481, 41),
            Map.entry(482, 25),
            Map.entry(483, 25),
            Map.entry(484, 28),
            Map.entry(485, 1),
            Map.entry(486, 17),
            Map.entry(487, 16),
            Map.entry(488, 88),
            Map.entry(SERVER_ERROR, 41),
            Map.entry(501, 79),
            Map.entry(502, 38),
            Map.entry(503, 41),
            Map.entry(504, 102),
            Map.entry(505, INTERWORKING),
            Map.entry(513, INTERWORKING),
            Map.entry(600, 17),
            Map.entry(603, 21),
            Map.entry(604, 1),
            Map.entry(606, 88));

    private SipStatus() {}

    /** For a call that was not answered yet. @return 400 to 699; 500 where the cause has none */
    public static int of(ReleaseReason reason) {
        return reason.cause()
                .flatMap(cause -> Optional.ofNullable(BY_CAUSE.get(cause)))
                .orElse(SERVER_ERROR);
    }

    /** @param status of a final response, 300 to 699; others than those of the table count as 400, 500 or 603 */
    public static ReleaseReason toRelease(int status) {
        return ReleaseReason.ofCause(
                BY_STATUS.getOrDefault(status, status < GLOBAL_FAILURE ? TEMPORARY_FAILURE : REJECTED));
    }
}

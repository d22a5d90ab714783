package org.courtbridge.signalling.bfcp;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The primitive, which says what a message is for (RFC 8855, section 5.1). */
public sealed interface Primitive {

    /** 0 to 255. */
    int code();

    static Primitive of(int code) {
        Known known = Known.BY_CODE.get(code);
        return known == null ? new Unknown(code) : known;
    }

    /** Those of the RFC, in its order from 1 on. */
    enum Known implements Primitive {
        FLOOR_REQUEST,
        FLOOR_RELEASE,
        FLOOR_REQUEST_QUERY,
        FLOOR_REQUEST_STATUS,
        USER_QUERY,
        USER_STATUS,
        FLOOR_QUERY,
        FLOOR_STATUS,
        CHAIR_ACTION,
        CHAIR_ACTION_ACK,
        HELLO,
        HELLO_ACK,
        ERROR,
        FLOOR_REQUEST_STATUS_ACK,
        FLOOR_STATUS_ACK,
        GOODBYE,
        GOODBYE_ACK;

        private static final Map<Integer, Known> BY_CODE =
                Arrays.stream(values()).collect(Collectors.toMap(Known::code, Function.identity()));

        @Override
        public int code() {
            return ordinal() + 1;
        }
    }

    /** One that came later than this, or that a vendor invented. */
    record Unknown(int code) implements Primitive {}
}

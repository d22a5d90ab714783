package org.courtbridge.signalling.bfcp;

/** The error codes, which say what was wrong with a message (RFC 8855, section 5.2.6). */
public enum ErrorCode {
    CONFERENCE_DOES_NOT_EXIST,
    USER_DOES_NOT_EXIST,
    UNKNOWN_PRIMITIVE,
    UNKNOWN_MANDATORY_ATTRIBUTE,
    UNAUTHORIZED_OPERATION,
    INVALID_FLOOR_ID,
    FLOOR_REQUEST_ID_DOES_NOT_EXIST,
    MAXIMUM_OF_FLOOR_REQUESTS_REACHED,
    USE_TLS,
    UNABLE_TO_PARSE_MESSAGE,
    USE_DTLS,
    UNSUPPORTED_VERSION,
    INCORRECT_MESSAGE_LENGTH,
    GENERIC_ERROR;

    public int code() {
        return ordinal() + 1;
    }
}

package org.courtbridge.signalling.rtsp;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * An answer of a camera.
 *
 * @param status RFC 2326, section 7.1.1
 * @param body empty if there is none
 */
record RtspResponse(int status, HttpHeaders headers, String body) {

    static final int OK = 200;
    static final int UNAUTHORIZED = 401;
    static final int UNSUPPORTED_TRANSPORT = 461;

    boolean isOk() {
        return status == OK;
    }
}

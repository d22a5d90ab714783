package org.courtbridge.court.access;

import java.time.Instant;
import org.bouncycastle.util.encoders.Base32;

/** The one-time codes that a phone would show (RFC 6238). */
public final class TotpCodes {

    private TotpCodes() {}

    public static String at(String secret, Instant time) {
        return Totp.code(Base32.decode(secret), Math.floorDiv(time.getEpochSecond(), 30), 6);
    }
}

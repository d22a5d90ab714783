package org.courtbridge.provisioning.files;

import java.util.Arrays;
import java.util.Locale;

/** A setting that a device cannot be told, so that somebody has to set it by hand. */
public enum ByHand {
    /** User name and password. */
    SIP_ACCOUNT,
    /** Port and transport. */
    SIP_TRANSPORT,
    /** All of H.323. */
    H323,
    H323_GATEKEEPER,
    /** Aliases. */
    H323_NAMES,
    H323_PASSWORD;

    /** As a template and the API say it, such as {@code h323-password}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws TemplateException if there is none of this code */
    static ByHand of(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new TemplateException("hands: %s (expected: some of %s)"
                        .formatted(
                                code, Arrays.stream(values()).map(ByHand::code).toList())));
    }
}

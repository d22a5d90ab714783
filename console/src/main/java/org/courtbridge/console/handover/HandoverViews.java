package org.courtbridge.console.handover;

import java.util.List;
import java.util.Optional;

/** The documents of the API by which credentials are handed over. Their components are its field names. */
final class HandoverViews {

    private HandoverViews() {}

    /** @param handovers as they were given with the credentials @param language kk, ru or en; without one, yours */
    record SheetWish(List<String> handovers, Optional<String> language) {}

    /** @param pdf in base64 */
    record SheetFile(String pdf) {

        @Override
        public String toString() {
            return "SheetFile[]";
        }
    }

    /** @param to address of one person @param language kk, ru or en; without one, yours */
    record MailWish(String handover, String to, Optional<String> language) {}
}

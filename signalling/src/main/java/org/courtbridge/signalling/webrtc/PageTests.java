package org.courtbridge.signalling.webrtc;

import java.util.Optional;
import org.courtbridge.court.access.Participant;

/** Tests the pages that come for that. From any thread. */
@FunctionalInterface
public interface PageTests {

    /**
     * A test of a participant's phone, which begins when the page arrives there.
     *
     * @param client the page's program with its version, as it names itself (User-Agent)
     */
    PageDestination of(Participant participant, Optional<String> client);
}

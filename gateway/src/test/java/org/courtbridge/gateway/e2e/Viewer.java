package org.courtbridge.gateway.e2e;

import java.util.Optional;

/** Whoever sees pictures of others. */
interface Viewer {

    /** The picture of a party that is seen now, or was last; empty if there is none. */
    Optional<CodedPicture> sees(int party) throws Exception;
}

package org.courtbridge.h323.ras;

import java.util.Optional;
import org.courtbridge.h323.h225.AliasAddress;

/** What a gatekeeper asks about those who may register, each time anew. */
public interface Subscribers {

    /** The password of whoever goes by that name; empty if nobody does, or may not register now. */
    Optional<String> password(String name);

    /** Whether somebody may be called so. @param name that he proved to have; empty if he proved nothing */
    boolean mayBeCalled(Optional<String> name, AliasAddress alias);

    /** Whether calls to that alias are for the gatekeeper's own call signal address. */
    boolean isHere(AliasAddress destination);
}

package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h225.AliasAddress;

/** Answers a gatekeeper's questions about those who may register, each time anew. */
public interface Subscribers {

    /** The password of whoever goes by that name; empty if nobody does, or may not register now. */
    Optional<String> password(String name);

    /** Passwords of his that were replaced and still prove who he is, as long as the new one is on its way to him. */
    default List<String> formerPasswords(String name) {
        return List.of();
    }

    /** Hears that somebody has registered anew with a password, the present one or a former one. */
    default void registered(String name, String password) {}

    /**
     * The owner of an alias, as seen by somebody who wants to be called by it.
     *
     * @param name that he proved to have; empty if he proved nothing
     */
    AliasOwner owner(Optional<String> name, AliasAddress alias);

    /** Whether calls to that alias are for the gatekeeper's own call signal address. */
    boolean isHere(AliasAddress destination);

    /**
     * Whether one that {@link #isHere} leads to nothing now, so that calls to it are first for an endpoint that is called so,
     * and for whom a neighbour knows by it.
     */
    boolean isVacant(AliasAddress destination);
}

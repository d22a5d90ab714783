package org.courtbridge.h323.call;

import java.util.List;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.q931.Q931Message;

/**
 * The flags in a message about the connection that it goes by (H.225.0, clause 7.3): whether that takes other calls, too
 * (multipleCalls), and stays without any (maintainConnection).
 */
public final class SharedConnection {

    private static final List<String> MARKS = List.of("multipleCalls", "maintainConnection");

    private SharedConnection() {}

    /**
     * The message for a connection that all calls of an endpoint go by (H.460.17). What has no place for it stays as it is.
     *
     * @throws org.courtbridge.h323.per.PerException if its H323-UserInformation is none
     */
    public static Q931Message mark(Q931Message message) {
        return UserInformation.of(message)
                .map(information -> information.with(uuie -> mark(uuie, true)).in(message))
                .orElse(message);
    }

    /** @param shared whether other calls go by the connection */
    static Sequence mark(Sequence uuie, boolean shared) {
        List<String> others = MARKS.stream()
                .filter(name -> UserInformation.has(uuie, name))
                .filter(name -> uuie.find(name, Boolean.class).orElse(false) != shared)
                .toList();
        if (others.isEmpty()) {
            return uuie;
        }
        Sequence.Builder marked = uuie.but();
        others.forEach(name -> marked.set(name, shared));
        return marked.done();
    }
}

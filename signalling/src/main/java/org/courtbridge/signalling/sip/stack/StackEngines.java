package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.stack.NioTlsMessageChannel;
import gov.nist.javax.sip.stack.SSLStateMachine;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import javax.net.ssl.SSLEngine;

/** Finds the TLS engine of one of the stack's connections, which the stack keeps to itself. */
final class StackEngines {

    private final VarHandle machine;
    private final VarHandle engine;

    StackEngines() throws IOException {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            machine = MethodHandles.privateLookupIn(NioTlsMessageChannel.class, here)
                    .findVarHandle(NioTlsMessageChannel.class, "sslStateMachine", SSLStateMachine.class);
            engine = MethodHandles.privateLookupIn(SSLStateMachine.class, here)
                    .findVarHandle(SSLStateMachine.class, "sslEngine", SSLEngine.class);
        } catch (ReflectiveOperationException e) {
            throw new IOException("not the SIP stack that we know", e);
        }
    }

    SSLEngine of(NioTlsMessageChannel channel) {
        return (SSLEngine) engine.get((SSLStateMachine) machine.get(channel));
    }
}

package org.courtbridge.signalling.sip.stack;

import gov.nist.core.net.SecurityManagerProvider;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ConcurrentModificationException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.sip.PeerUnavailableException;
import javax.sip.header.RAckHeader;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.ClientCertificates;
import org.jspecify.annotations.Nullable;

/**
 * JAIN-SIP's stack with keys from memory instead of a key store file, with transactions of our own, with UDP ports that are
 * metered, and with its messages shown to a trace.
 */
public final class CourtSipStack extends SipStackImpl implements MessageFilter.Dealings {

    private static final Logger log = LogManager.getLogger(CourtSipStack.class);

    private static final int STOPS = 10;
    private static final MessageProcessor[] NO_PORTS = {};

    /** Null while the superclass is constructed, as it already logs then. */
    private final @Nullable SignallingTrace trace;

    private final MessageFilter screen;
    private final Optional<SipServerTrust> servers;
    private final StackEngines engines;
    private final StrangersInCalls strangers = new StrangersInCalls();
    private volatile Consumer<Flow> onLost = flow -> {};

    /** @param clients who connects over TLS is asked for a certificate by this; empty if nobody is asked */
    CourtSipStack(
            Properties properties,
            Optional<TlsIdentity> tls,
            Optional<ClientCertificates> clients,
            SignallingTrace trace,
            MessageFilter screen)
            throws PeerUnavailableException, GeneralSecurityException, IOException {
        super(properties);
        this.trace = trace;
        this.screen = screen;
        setRouter(new FlowRouter(this));
        this.engines = new StackEngines();
        this.servers = tls.isPresent() ? Optional.of(tls.get().serverTrust()) : Optional.empty();
        this.networkLayer = new MeteredNetwork(networkLayer, screen.amplification());
        if (tls.isPresent()) {
            this.securityManagerProvider = new Keys(tls.get(), clients, servers.orElseThrow());
        }
    }

    /**
     * Closes every port. The stack goes through a list that its own threads leave at the same time, and may stumble over
     * that with a port half closed.
     */
    @Override
    public void stop() {
        MessageProcessor[] ports = getMessageProcessors();
        for (int i = 0; i < STOPS; i++) {
            try {
                super.stop();
                for (MessageProcessor port : i == 0 ? NO_PORTS : ports) {
                    port.stop();
                }
                return;
            } catch (ConcurrentModificationException e) {
                log.debug("closing SIP ports again", e);
            }
        }
        log.warn("a SIP port may still be open");
    }

    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        return new AnsweringTransaction(this, channel);
    }

    /** Whoever names a call is let into it only from where its party is; nothing of the call changes by what others send. */
    @Override
    public @Nullable ServerRequestInterface newSIPServerRequest(SIPRequest request, MessageChannel channel) {
        SIPDialog dialog = getDialog(request.getDialogId(true));
        return strangers.takes(request, channel, dialog, screen.proxies(), () -> take(request, channel))
                ? super.newSIPServerRequest(request, channel)
                : null;
    }

    /** As a connection's own thread does with a request. */
    private void take(SIPRequest request, MessageChannel channel) {
        ServerRequestInterface server = super.newSIPServerRequest(request, channel);
        if (server == null) {
            return;
        }
        try {
            server.processRequest(request, channel);
        } finally {
            if (server instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    /** Those who send requests within a call from elsewhere than its party. */
    public StrangersInCalls strangers() {
        return strangers;
    }

    @Override
    public boolean belongsToCall(RawMessage request) {
        return getDialog(id(request, request.tag("to") + ":" + request.tag("from"))) != null;
    }

    /**
     * By its transaction. An INVITE may be answered by 200 when that has ended: again, or by another place where a proxy rang
     * several (RFC 3261, section 13.2.2.4).
     */
    @Override
    public boolean isAwaited(RawMessage response) {
        String[] sequence = response.value("cseq").orElse("").split("\\s+");
        String method = sequence[sequence.length - 1];
        String transaction = response.branch() + (method.equals(Request.CANCEL) ? ":" + method : "");
        return findTransaction(transaction.toLowerCase(Locale.ROOT), false) != null
                || method.equals(Request.INVITE) && getForkedTransaction(id(response, response.tag("from"))) != null;
    }

    @Override
    public boolean acknowledges(RawMessage prack) {
        try {
            SIPRequest request = ReceivedRequests.read(prack);
            SIPDialog dialog = getDialog(request.getDialogId(true));
            return findTransaction(request.getTransactionId(), true) != null
                    || request.getHeader(RAckHeader.NAME) instanceof RAck acknowledged
                            && dialog != null
                            && dialog.isServer()
                            && dialog.getFirstTransactionInt() instanceof SIPServerTransaction invite
                            && isOf(acknowledged, invite);
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isOf(RAck acknowledged, SIPServerTransaction invite) {
        return invite.getReliableProvisionalResponse() != null
                && acknowledged.getMethod().equals(invite.getPendingReliableResponseMethod())
                && acknowledged.getCSeqNumberLong() == invite.getPendingReliableCSeqNumber()
                && acknowledged.getRSequenceNumber() == invite.getPendingReliableRSeqNumber();
    }

    private static String id(RawMessage message, String tags) {
        return (message.value("call-id").orElse("") + ":" + tags).toLowerCase(Locale.ROOT);
    }

    @Nullable
    SignallingTrace trace() {
        return trace;
    }

    /**
     * Otherwise each datagram goes out from a port of its own. The stack's own factories set the flag, which nobody else
     * can.
     */
    void sendFromUdpPort() throws IOException {
        try {
            MethodHandles.privateLookupIn(SIPTransactionStack.class, MethodHandles.lookup())
                    .findVarHandle(SIPTransactionStack.class, "udpFlag", boolean.class)
                    .set(this, true);
        } catch (ReflectiveOperationException e) {
            throw new IOException("not the SIP stack that we know", e);
        }
    }

    /** Sets the listener that is told of each connection that is closed, whoever closes it. */
    public void onLost(Consumer<Flow> listener) {
        onLost = listener;
    }

    void lost(Flow connection) {
        screen.closed(connection.address());
        onLost.accept(connection);
    }

    MessageFilter screen() {
        return screen;
    }

    StackEngines engines() {
        return engines;
    }

    /** By which servers over TLS are believed. @throws IllegalStateException without TLS */
    SipServerTrust servers() {
        return servers.orElseThrow(() -> new IllegalStateException("without TLS there are no such servers"));
    }

    /** Our identity; what those who connect to us show is looked at later. */
    private static final class Keys implements SecurityManagerProvider {

        private final KeyManager[] keyManagers;
        private final TrustManager[] trustManagers;
        private final TrustManager[] clientTrustManagers;

        Keys(TlsIdentity identity, Optional<ClientCertificates> clients, SipServerTrust servers)
                throws GeneralSecurityException {
            keyManagers = identity.keyManagers();
            trustManagers = new TrustManager[] {servers};
            clientTrustManagers = clients.isPresent() ? new TrustManager[] {clients.get()} : identity.trustManagers();
        }

        @Override
        public void init(Properties properties) {
            // Everything is known from the constructor.
        }

        @Override
        public KeyManager[] getKeyManagers(boolean client) {
            return keyManagers.clone();
        }

        @Override
        public TrustManager[] getTrustManagers(boolean client) {
            return (client ? trustManagers : clientTrustManagers).clone();
        }
    }
}

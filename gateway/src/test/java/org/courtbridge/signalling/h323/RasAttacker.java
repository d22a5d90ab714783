package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.Reasons;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;

/** A device with a password of its own whose messages claim whatever the test wants, over a real socket. */
public final class RasAttacker implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final DatagramSocket socket;
    private final InetSocketAddress gatekeeper;
    private final String name;
    private final String password;
    private final Random random = new Random(323);
    private int number;

    /** @param at address of the loopback network that it sends from */
    RasAttacker(String at, H323Endpoint endpoint, String name, String password) throws IOException {
        this(at, new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.rasPort()), name, password);
    }

    /** @param at address that it sends from */
    public RasAttacker(String at, InetSocketAddress gatekeeper, String name, String password) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(at), 0));
        this.gatekeeper = gatekeeper;
        this.name = name;
        this.password = password;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Where it is called if it does not lie. */
    public InetSocketAddress callSignalAddress() {
        return new InetSocketAddress(address().getAddress(), 1_720);
    }

    /** RRQ. @param calledAt call signal address that it names */
    RegistrationMessage.Request registration(
            InetSocketAddress calledAt, InetSocketAddress rasAddress, AliasAddress... aliases) {
        return registration(calledAt, rasAddress, Optional.empty(), false, aliases);
    }

    private RegistrationMessage.Request registration(
            InetSocketAddress calledAt,
            InetSocketAddress rasAddress,
            Optional<String> endpointIdentifier,
            boolean keepAlive,
            AliasAddress... aliases) {
        return new RegistrationMessage.Request(
                ++number,
                true,
                new RegistrationMessage.Request.Endpoint(
                        List.of(calledAt),
                        List.of(rasAddress),
                        OwnEndpoint.terminal(),
                        List.of(aliases),
                        OwnEndpoint.VENDOR),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)),
                keepAlive,
                endpointIdentifier,
                false,
                FeatureSet.NONE);
    }

    /** RRQ of what it is. */
    public RegistrationMessage.Request registration(AliasAddress... aliases) {
        return registration(callSignalAddress(), address(), aliases);
    }

    /** RRQ under an endpoint identifier, which may be another's. */
    public RegistrationMessage.Request registrationAs(
            String endpointIdentifier, boolean keepAlive, InetSocketAddress calledAt, AliasAddress... aliases) {
        return registration(calledAt, address(), Optional.of(endpointIdentifier), keepAlive, aliases);
    }

    /** URQ. */
    public UnregistrationMessage.Request unregistration(String endpointIdentifier, InetSocketAddress calledAt) {
        return new UnregistrationMessage.Request(
                ++number,
                List.of(calledAt),
                List.of(),
                Optional.of(endpointIdentifier),
                Optional.empty(),
                Optional.of(Reasons.URQ_MAINTENANCE),
                List.of());
    }

    /** ARQ. @param source that it says it calls from */
    public AdmissionMessage.Request admission(String endpointIdentifier, String dialled, AliasAddress source) {
        byte[] call = new byte[16];
        random.nextBytes(call);
        return new AdmissionMessage.Request(
                ++number,
                Optional.empty(),
                endpointIdentifier,
                new AdmissionMessage.Request.Parties(
                        List.of(OwnEndpoint.alias(dialled)), Optional.empty(), List.of(source), Optional.empty()),
                7_680,
                new AdmissionMessage.Request.Identity(Octets.of(call), number, Optional.of(Octets.of(call))),
                false,
                Optional.empty(),
                false,
                FeatureSet.NONE);
    }

    /** Registers as it is. @return its endpoint identifier */
    public String registered(AliasAddress... aliases) throws IOException {
        return ((RegistrationMessage.Confirm) asks(registration(aliases))).endpointIdentifier();
    }

    /** A message with an access token of the device, made now. */
    public byte[] proved(RasMessage message) {
        Choice choice = message.toChoice();
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set(
                        "tokens",
                        List.of(AccessToken.of(name, password, Instant.now(), random)
                                .toClearToken()))
                .done();
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
    }

    /** @return the answer to a message that it proves */
    public RasMessage asks(RasMessage message) throws IOException {
        return sends(proved(message));
    }

    /** @return the answer to octets, sent as they are */
    public RasMessage sends(byte[] octets) throws IOException {
        says(octets);
        return hears();
    }

    public void says(byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length, gatekeeper));
    }

    public RasMessage hears() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
    }

    @Override
    public void close() {
        socket.close();
    }
}

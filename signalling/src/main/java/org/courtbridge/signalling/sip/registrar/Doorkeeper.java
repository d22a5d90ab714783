package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.ivr.CallRoute;
import org.courtbridge.signalling.ivr.Caller;
import org.courtbridge.signalling.ivr.DialPlan;
import org.courtbridge.signalling.ivr.DialPlan.Target;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.sip.stack.OverloadGuard;
import org.courtbridge.signalling.sip.stack.ProvenSources;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Decides who calls and where the call leads. Whoever says that he is of our domain has to prove it; anybody else is a
 * stranger, who gets into a hearing by its PIN alone. Which of the two it is does not depend on which devices or hearings
 * exist, so that neither can be found out.
 */
public final class Doorkeeper {

    private final SipConfig config;
    private final SipMessages messages;
    private final DigestAuthenticator authenticator;
    private final OverloadGuard guard;
    private final ProvenSources sources;
    private final Entrance entrance;
    private final Predicate<InetAddress> besideDevice;

    /**
     * @param sources are told of each address from which a call was acknowledged
     * @param besideDevice whether a device has registered from an address
     */
    public Doorkeeper(
            SipConfig config,
            SipMessages messages,
            DigestAuthenticator authenticator,
            OverloadGuard guard,
            ProvenSources sources,
            Entrance entrance,
            Predicate<InetAddress> besideDevice) {
        this.config = config;
        this.messages = messages;
        this.authenticator = authenticator;
        this.guard = guard;
        this.sources = sources;
        this.entrance = entrance;
        this.besideDevice = besideDevice;
    }

    /** The identity of a caller, as far as it was proved. */
    public sealed interface Identity {

        record Known(Device device) implements Identity {}

        record Stranger() implements Identity {}

        /** The call is answered with this. */
        record Doubtful(Response response) implements Identity {}
    }

    /** The route of a call, or the SIP status that refuses it. */
    public sealed interface Decision {

        record Go(CallRoute route) implements Decision {}

        record Refuse(int status) implements Decision {}
    }

    /** Where a call comes from, as far as it is known: for limits, and for media of a room behind a NAT. */
    public InetAddress sourceOf(Request invite) {
        return config.proxies().originOf(invite);
    }

    /**
     * Somebody has shown that he received our answer to an INVITE, and so that he is where that came from. Where he shows it
     * from does not matter: that may be forged.
     */
    public void acknowledged(Request invite) {
        sources.add(SipMessages.sourceOf(invite).getAddress());
    }

    /** Whether whoever sends this is known to be where it comes from. */
    public boolean isWhereItSays(Request invite) {
        return sources.isSenderOf(invite);
    }

    public Identity identify(Request invite, InetAddress source) {
        if (!hasProof(invite) && !saysItIsOurs(invite) && !isCertified(invite)) {
            return new Identity.Stranger();
        }
        return switch (check(invite, source)) {
            case DigestAuthenticator.Verdict.Known known -> new Identity.Known(known.device());
            case DigestAuthenticator.Verdict.Answer answer -> new Identity.Doubtful(answer.response());
        };
    }

    /** Counts as work, as it may wait for the database. */
    private DigestAuthenticator.Verdict check(Request invite, InetAddress source) {
        guard.began();
        try {
            return authenticator.check(invite, source);
        } finally {
            guard.finished();
        }
    }

    private boolean isCertified(Request invite) {
        guard.began();
        try {
            return authenticator.isCertified(invite);
        } finally {
            guard.finished();
        }
    }

    private static boolean hasProof(Request invite) {
        return invite.getHeader(AuthorizationHeader.NAME) != null
                || invite.getHeader(ProxyAuthorizationHeader.NAME) != null;
    }

    /** Whether a device that was identified by its INVITE may still call. */
    public boolean stillKnows(Request invite, Device device) {
        return authenticator.knows(invite, device);
    }

    /** @return how a request within a call is answered whose sender has not proved to be its device; empty if he has */
    public Optional<Response> doubt(Request request, InetAddress source, Device device) {
        return switch (authenticator.check(request, source)) {
            case DigestAuthenticator.Verdict.Known known
            when known.device().id().equals(device.id()) -> Optional.empty();
            case DigestAuthenticator.Verdict.Known _ -> Optional.of(messages.response(request, Response.FORBIDDEN));
            case DigestAuthenticator.Verdict.Answer answer -> Optional.of(answer.response());
        };
    }

    /** A device's address of record is in the domain that it calls: by one of our addresses, our realm, or the name it dials. */
    private boolean saysItIsOurs(Request invite) {
        List<String> ours = new ArrayList<>(List.of(config.realm()));
        config.advertised().configured().forEach(address -> ours.add(address.getHostAddress()));
        host(invite.getRequestURI()).ifPresent(ours::add);
        host(((ToHeader) invite.getHeader(ToHeader.NAME)).getAddress().getURI()).ifPresent(ours::add);
        return host(((FromHeader) invite.getHeader(FromHeader.NAME))
                        .getAddress()
                        .getURI())
                .filter(domain -> ours.stream().anyMatch(domain::equalsIgnoreCase) || isOfThisMachine(domain))
                .isPresent();
    }

    private static boolean isOfThisMachine(String host) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(host)) != null;
        } catch (IllegalArgumentException | SocketException _) {
            return false;
        }
    }

    private static Optional<String> host(URI uri) {
        return uri instanceof SipURI sip
                ? Optional.ofNullable(sip.getHost()).map(host -> host.replaceAll("[\\[\\]]", ""))
                : Optional.empty();
    }

    /** @param device that calls; empty for a stranger */
    public Decision decide(Request invite, Optional<Device> device, InetAddress source) {
        Caller said = Caller.of(device, nameOf(invite), source);
        Caller caller = besideDevice.test(source) ? said.withDeviceBeside() : said;
        Target dialled = dialled(invite);
        Entrance.Decision decision = device.isPresent()
                ? entrance.decide(dialled, device, caller)
                : entrance.decideUnproven(dialled, caller);
        return switch (decision) {
            case Entrance.Decision.Go go -> new Decision.Go(go.route());
            case Entrance.Decision.Refuse refuse ->
                new Decision.Refuse(
                        switch (refuse.why()) {
                            case NOBODY_THERE -> Response.NOT_FOUND;
                            case OVER -> Response.DECLINE;
                            case WRONG_PIN -> Response.FORBIDDEN;
                        });
        };
    }

    private static Target dialled(Request invite) {
        return invite.getRequestURI() instanceof SipURI uri
                ? DialPlan.of(Optional.ofNullable(uri.getUser()).orElse(""))
                : new Target.Nowhere();
    }

    /** The name that the caller gives itself in From, which proves nothing. */
    private static String nameOf(Request invite) {
        Address from = ((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress();
        String user = from.getURI() instanceof SipURI uri
                ? Optional.ofNullable(uri.getUser()).orElse("")
                : "";
        return Optional.ofNullable(from.getDisplayName())
                .filter(name -> !name.isBlank())
                .orElse(user);
    }
}

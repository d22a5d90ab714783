package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.ivr.Caller;
import org.courtbridge.gateway.ivr.DialPlan;
import org.courtbridge.gateway.ivr.DialPlan.Destination;
import org.courtbridge.gateway.ivr.PinCheck;
import org.courtbridge.gateway.ivr.Reception;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Decides who calls and where the call leads. Whoever says that he is of our domain has to prove it; anybody else is a
 * stranger, who gets into a hearing by its PIN alone. Which of the two it is does not depend on which devices or hearings
 * exist, so that neither can be found out.
 */
final class Doorkeeper {

    private static final int LONGEST_NAME = 60;

    private final SipConfig config;
    private final SipMessages messages;
    private final DigestAuthenticator authenticator;
    private final OverloadGuard guard;
    private final Conferences conferences;
    private final Reception reception;

    Doorkeeper(
            SipConfig config,
            SipMessages messages,
            DigestAuthenticator authenticator,
            OverloadGuard guard,
            Conferences conferences,
            Reception reception) {
        this.config = config;
        this.messages = messages;
        this.authenticator = authenticator;
        this.guard = guard;
        this.conferences = conferences;
        this.reception = reception;
    }

    /** Who calls. */
    sealed interface Identity {

        record Known(Device device) implements Identity {}

        record Stranger() implements Identity {}

        /** The call is answered with this. */
        record Doubtful(Response response) implements Identity {}
    }

    /** Where the call leads. */
    sealed interface Decision {

        record Go(Way way) implements Decision {}

        record Refuse(int status) implements Decision {}
    }

    /** For limits: where a call comes from, as far as it is known. */
    InetAddress sourceOf(Request invite) {
        return config.proxies().originOf(invite);
    }

    Identity identify(Request invite, InetAddress source) {
        if (!hasProof(invite) && !saysItIsOurs(invite)) {
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

    private static boolean hasProof(Request invite) {
        return invite.getHeader(AuthorizationHeader.NAME) != null
                || invite.getHeader(ProxyAuthorizationHeader.NAME) != null;
    }

    /** A device's address of record is in the domain that it calls: by one of our addresses, our realm, or the name it dials. */
    private boolean saysItIsOurs(Request invite) {
        List<String> ours =
                new ArrayList<>(List.of(config.realm(), config.advertised().getHostAddress()));
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
    Decision decide(Request invite, Optional<Device> device, InetAddress source) {
        Caller caller = device.map(room -> new Caller(
                        Optional.of(PartyId.device(room.id())),
                        room.name(),
                        source.getHostAddress(),
                        room.language().flatMap(Language::of)))
                .orElseGet(() ->
                        new Caller(Optional.empty(), name(invite, source), source.getHostAddress(), Optional.empty()));
        return switch (dialled(invite)) {
            case Destination.Menu _ -> menu(device, caller, Optional.empty());
            case Destination.Hearing dialled ->
                device.map(room -> seat(room, dialled.number()))
                        .orElseGet(() -> menu(device, caller, Optional.of(dialled.number())));
            case Destination.HearingByPin dialled -> byPin(device, caller, dialled);
            case Destination.Nowhere _ -> new Decision.Refuse(Response.NOT_FOUND);
        };
    }

    private static Destination dialled(Request invite) {
        return invite.getRequestURI() instanceof SipURI uri
                ? DialPlan.of(Optional.ofNullable(uri.getUser()).orElse(""))
                : new Destination.Nowhere();
    }

    private Decision menu(Optional<Device> device, Caller caller, Optional<String> number) {
        return new Decision.Go(new Way.IntoMenu(device, caller, number, reception));
    }

    private Decision seat(Device room, String number) {
        Optional<HearingState> hearing = conferences.byNumber(number);
        if (hearing.isEmpty()) {
            return new Decision.Refuse(Response.NOT_FOUND);
        }
        if (hearing.get().phase() == HearingState.Phase.ENDED) {
            return new Decision.Refuse(Response.DECLINE);
        }
        String id = hearing.get().id();
        return new Decision.Go(new Way.IntoHearing(
                Optional.of(room), (leg, media) -> conferences.arrive(id, PartyId.device(room.id()), leg, media)));
    }

    private Decision byPin(Optional<Device> device, Caller caller, Destination.HearingByPin dialled) {
        return switch (reception.pins().check(dialled.number(), dialled.pin(), caller.source())) {
            case PinCheck.Result.Right right ->
                new Decision.Go(new Way.IntoHearing(
                        device,
                        (leg, media) -> conferences.attend(
                                right.hearing().id(), caller.party(leg.id()), caller.name(), leg, media)));
            case PinCheck.Result.Wrong _ -> new Decision.Refuse(Response.FORBIDDEN);
            case PinCheck.Result.Wait _ -> new Decision.Refuse(Response.FORBIDDEN);
        };
    }

    /** What a stranger calls himself, which proves nothing, and where he calls from. */
    private static String name(Request invite, InetAddress source) {
        Address from = ((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress();
        String user = from.getURI() instanceof SipURI uri
                ? Optional.ofNullable(uri.getUser()).orElse("")
                : "";
        String said = Optional.ofNullable(from.getDisplayName())
                .filter(name -> !name.isBlank())
                .orElse(user)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "")
                .strip();
        String name = said.substring(
                0, said.offsetByCodePoints(0, Math.min(LONGEST_NAME, said.codePointCount(0, said.length()))));
        String address = source.getHostAddress();
        return name.isEmpty() ? address : name + " (" + address + ")";
    }
}

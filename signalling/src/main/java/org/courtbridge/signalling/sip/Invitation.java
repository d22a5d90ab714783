package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Our INVITE to a room. */
final class Invitation {

    private final SipMessages messages;

    Invitation(SipMessages messages) {
        this.messages = messages;
    }

    /** @param offer our description; empty to leave the offer to the room */
    Request write(CallTarget target, CallIdHeader callId, String tag, long sequence, Optional<String> offer) {
        try {
            URI uri = messages.addresses().createURI(target.uri());
            if (!(uri instanceof SipURI sip)) {
                throw CallFailedException.fault("not a SIP URI: " + target.uri());
            }
            List<RouteHeader> route = new ArrayList<>();
            for (String proxy : target.route()) {
                route.add(messages.headers()
                        .createRouteHeader(messages.addresses().createAddress(proxy)));
            }
            String transport = transport(
                    !route.isEmpty() && route.getFirst().getAddress().getURI() instanceof SipURI proxy ? proxy : sip);
            InetAddress place = target.place(messages);
            Address us = messages.address("gateway", place, transport);
            FromHeader from = messages.headers().createFromHeader(us, tag);
            SipURI bare = messages.addresses().createSipURI(sip.getUser(), sip.getHost());
            Request invite = messages.messages()
                    .createRequest(
                            uri,
                            Request.INVITE,
                            callId,
                            messages.headers().createCSeqHeader(sequence, Request.INVITE),
                            from,
                            messages.headers()
                                    .createToHeader(messages.addresses().createAddress(bare), null),
                            List.of(messages.via(place, transport)),
                            messages.headers().createMaxForwardsHeader(70));
            route.forEach(invite::addHeader);
            invite.setHeader(messages.contact(place, transport));
            messages.allow(invite);
            if (offer.isPresent()) {
                messages.sdp(invite, offer.get());
            } else {
                // A reliable response could hold the room's offer, which its PRACK would have to answer.
                messages.allowWithout("100rel", invite);
            }
            return invite;
        } catch (ParseException | InvalidArgumentException e) {
            throw CallFailedException.fault("cannot call " + target.uri());
        }
    }

    private static String transport(SipURI hop) {
        return hop.isSecure()
                ? "TLS"
                : Optional.ofNullable(hop.getTransportParam()).orElse("UDP");
    }
}

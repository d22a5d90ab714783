package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import javax.sip.address.SipURI;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Says where a device may be called: not at a port of ours, as that call would come back to us, nor where another device is,
 * as whoever is called there would take the first one's seat.
 */
final class ContactCheck {

    /** Addresses that begin alike are of networks that reach each other. */
    private static final int NETWORK_OCTETS = 2;

    private final SipMessages messages;
    private final Registrations registrations;

    ContactCheck(SipMessages messages, Registrations registrations) {
        this.messages = messages;
        this.registrations = registrations;
    }

    /** @param source of the REGISTER. @return why the device may not register that contact; empty if it may */
    Optional<String> complaintOfContact(SipURI contact, Device device, InetSocketAddress source) {
        Optional<InetSocketAddress> place = Registration.placeOf(contact);
        if (place.isEmpty()
                || place.get().equals(source)
                || isElsewhere(place.get().getAddress(), source.getAddress())) {
            return Optional.empty();
        }
        if (messages.isOurs(place.get())) {
            return Optional.of("This contact is a port of the gateway");
        }
        return registrations.isOfAnother(device.id(), place.get())
                ? Optional.of("This contact is that of another device")
                : Optional.empty();
    }

    /**
     * As {@link #complaintOfContact} of the proxy that a REGISTER names as the last on its way (RFC 3327): the one that it came from may have
     * other devices behind it.
     */
    Optional<String> complaintOfPath(SipURI proxy, Device device, InetSocketAddress source) {
        return Registration.placeOf(proxy).flatMap(place -> complaintOfProxy(place, device, source.getAddress()));
    }

    private Optional<String> complaintOfProxy(InetSocketAddress place, Device device, InetAddress source) {
        boolean isNeighbour = place.getAddress().equals(source) && !messages.isOurs(place);
        return isNeighbour ? Optional.empty() : complaintOfPlace(place, device, source);
    }

    /**
     * The same of a place to which a call for a device is redirected, and which is called as it is. A name is asked for its address, so
     * not for threads that must not wait.
     *
     * @param source of whoever redirects it
     */
    Optional<String> complaintOfRedirection(SipURI uri, Device device, InetAddress source) {
        return complaintOfPlace(Registration.placeOf(uri).orElseGet(() -> presentPlaceOf(uri)), device, source);
    }

    /**
     * The same of a host that a device has registered by its name, when it is called: the name may lead elsewhere than it did. Empty
     * for one that it has registered by number, as {@link #complaintOfContact} and {@link #complaintOfPath} have looked at that.
     *
     * @param hop where the call goes first
     * @param proxied whether that is a proxy on the way
     * @param source of the REGISTER
     */
    Optional<String> complaintOfRegisteredName(SipURI hop, boolean proxied, Device device, InetAddress source) {
        if (Registration.placeOf(hop).isPresent()) {
            return Optional.empty();
        }
        InetSocketAddress place = presentPlaceOf(hop);
        return proxied ? complaintOfProxy(place, device, source) : complaintOfPlace(place, device, source);
    }

    /** To where a URI leads now, as the stack will find it: Java remembers addresses of names for some seconds. */
    private static InetSocketAddress presentPlaceOf(SipURI uri) {
        return new InetSocketAddress(SipMessages.place(uri), Registration.portOf(uri));
    }

    private Optional<String> complaintOfPlace(InetSocketAddress place, Device device, InetAddress source) {
        if (isNoHost(place.getAddress()) && !source.isLoopbackAddress()) {
            return Optional.of("No device can be called there");
        }
        if (messages.isOurs(place)) {
            return Optional.of("That is a port of the gateway");
        }
        return registrations.isOfAnother(device.id(), place)
                ? Optional.of("That is where another device is")
                : Optional.empty();
    }

    private static boolean isNoHost(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
    }

    /**
     * Whether an address is none that we would reach, but of the device's own network behind a NAT, or of the device alone: it is
     * called by where it has sent from. Courts number their networks alike, so the same number may be known here as another's.
     */
    private static boolean isElsewhere(InetAddress address, InetAddress source) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return !source.isLoopbackAddress();
        }
        return address.isSiteLocalAddress()
                && !Arrays.equals(address.getAddress(), 0, NETWORK_OCTETS, source.getAddress(), 0, NETWORK_OCTETS);
    }
}

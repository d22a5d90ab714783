package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Encryption;

/**
 * Everything that a device needs to know to register.
 *
 * @param name of the room, as it shows itself
 * @param number that it is dialled by in H.323 (E.164); may be empty
 * @param hardware its MAC address or serial number as {@link HardwareId} writes it; empty if nobody knows
 */
public record DeviceAccount(
        String name,
        String username,
        String password,
        String number,
        String hardware,
        GatewayAddress gateway,
        Set<Protocol> protocols,
        Encryption encryption) {

    private static final String NUMBER = "[0-9*#]+";

    public DeviceAccount {
        protocols = Set.copyOf(protocols);
    }

    /** A device that has names or numbers in H.323 registers there, and by SIP only if it has an address in SIP, too. */
    public static DeviceAccount of(
            Device device, DeviceDescription description, String password, String hardware, GatewayAddress gateway) {
        return new DeviceAccount(
                device.name().strip(),
                device.username(),
                password,
                description.h323Aliases().stream()
                        .filter(alias -> alias.matches(NUMBER))
                        .findFirst()
                        .orElse(""),
                hardware,
                gateway,
                protocols(description),
                device.encryption());
    }

    public static Set<Protocol> protocols(DeviceDescription description) {
        if (description.h323Aliases().isEmpty()) {
            return Set.of(Protocol.SIP);
        }
        return description.sipUri().isEmpty() ? Set.of(Protocol.H323) : Set.of(Protocol.SIP, Protocol.H323);
    }

    /** Texts that a template can insert, by name, not yet escaped. */
    SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put("name", name);
        texts.put("username", username);
        texts.put("password", password);
        texts.put("number", number);
        texts.put("hardware", hardware);
        texts.put("mac", HardwareId.isMac(hardware) ? hardware.toLowerCase(Locale.ROOT) : "");
        texts.put("host", gateway.host());
        texts.put("proxy", gateway.proxy());
        texts.put("sipPort", String.valueOf(gateway.sipPort()));
        texts.put("sipUri", username + "@" + gateway.host());
        texts.put("gatekeeper", gateway.gatekeeper());
        texts.put("rasPort", String.valueOf(gateway.rasPort()));
        return texts;
    }

    /** Flags that a template can test, by name. */
    Map<String, Boolean> flags() {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("sip", protocols.contains(Protocol.SIP));
        flags.put("h323", protocols.contains(Protocol.H323));
        flags.put("udp", gateway.transport() == SipTransport.UDP);
        flags.put("tcp", gateway.transport() == SipTransport.TCP);
        flags.put("tls", gateway.transport() == SipTransport.TLS);
        flags.put("encryptionRequired", encryption == Encryption.REQUIRED);
        flags.put("encryptionPreferred", encryption == Encryption.PREFERRED);
        flags.put("encryptionOff", encryption == Encryption.OFF);
        return flags;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DeviceAccount[" + username + "]";
    }
}

package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.Optional;

/**
 * The description of a device and of where it stands; what it may do is {@link Device}'s.
 *
 * @param room its id; empty as long as nobody knows
 * @param make of whom it is, such as Cisco; empty like every text here if nobody knows
 * @param mac of the network that it registers from, in whichever writing; kept as {@link MacAddress} writes it
 * @param addresses host names or IP addresses, with or without a port, the first to be tried first
 * @param sipUri such as {@code sip:zal3@court.kz}, where it is not reached by its registration
 * @param h323Aliases names and numbers that it goes by in H.323
 * @param driver the family whose language it speaks, such as {@code cisco-ce}
 * @param capabilities in small words, such as {@code camera-presets}
 * @param notes of technicians for technicians; no secrets
 */
public record DeviceDescription(
        Optional<String> room,
        String make,
        String model,
        String firmware,
        String serial,
        String mac,
        List<String> addresses,
        String sipUri,
        List<String> h323Aliases,
        String driver,
        List<String> capabilities,
        String notes) {

    public static final DeviceDescription UNKNOWN =
            new DeviceDescription(Optional.empty(), "", "", "", "", "", List.of(), "", List.of(), "", List.of(), "");

    public DeviceDescription {
        InventoryTexts.check("make", make);
        InventoryTexts.check("model", model);
        InventoryTexts.check("firmware", firmware);
        InventoryTexts.check("serial", serial);
        InventoryTexts.check("mac", mac);
        mac = MacAddress.of(mac);
        addresses = List.copyOf(addresses);
        addresses.forEach(address -> InventoryTexts.checkAddress("addresses", address));
        InventoryTexts.checkSipUri("sipUri", sipUri);
        h323Aliases = List.copyOf(h323Aliases);
        h323Aliases.forEach(alias -> InventoryTexts.checkName("h323Aliases", alias));
        InventoryTexts.checkWord("driver", driver);
        capabilities = List.copyOf(capabilities);
        capabilities.forEach(capability -> InventoryTexts.checkWord("capabilities", capability));
        InventoryTexts.check("notes", notes);
    }

    public DeviceDescription inRoom(Optional<String> other) {
        return new DeviceDescription(
                other, make, model, firmware, serial, mac, addresses, sipUri, h323Aliases, driver, capabilities, notes);
    }
}

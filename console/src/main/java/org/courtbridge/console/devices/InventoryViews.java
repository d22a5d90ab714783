package org.courtbridge.console.devices;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.OpeningHours;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.inventory.RowFault;

/** The documents of the inventory's part of the API. Their components are its field names. */
public final class InventoryViews {

    private InventoryViews() {}

    /**
     * @param department id of the department of its region
     * @param hours when it works, such as {@code 09:00-18:30}; empty if nobody has said
     */
    record InstitutionView(
            String id,
            String name,
            InstitutionKind kind,
            String region,
            Optional<String> department,
            String address,
            String phone,
            String email,
            String hours) {

        static InstitutionView of(Institution institution) {
            return new InstitutionView(
                    institution.id(),
                    institution.name(),
                    institution.kind(),
                    institution.region(),
                    institution.department(),
                    institution.contact().address(),
                    institution.contact().phone(),
                    institution.contact().email(),
                    institution.hours().map(OpeningHours::toString).orElse(""));
        }
    }

    /** A field that is left out is unknown, and forgotten if it was known. */
    record InstitutionFields(
            String name,
            InstitutionKind kind,
            Optional<String> region,
            Optional<String> department,
            Optional<String> address,
            Optional<String> phone,
            Optional<String> email,
            Optional<String> hours) {

        Institution as(String id) {
            return new Institution(
                    id,
                    ApiEndpoints.given(name, "name"),
                    ApiEndpoints.given(kind, "kind"),
                    region.orElse(""),
                    department,
                    new InstitutionContact(address.orElse(""), phone.orElse(""), email.orElse("")),
                    OpeningHours.parse(hours.orElse("")));
        }
    }

    record RoomView(String id, String institution, String name) {

        static RoomView of(Room room) {
            return new RoomView(room.id(), room.institution(), room.name());
        }
    }

    record RoomFields(String institution, String name) {

        Room as(String id) {
            return new Room(id, ApiEndpoints.given(institution, "institution"), ApiEndpoints.given(name, "name"));
        }
    }

    record PeripheralView(
            String id,
            String room,
            Peripheral.Kind kind,
            String name,
            String make,
            String model,
            String address,
            String driver,
            String notes) {

        static PeripheralView of(Peripheral one) {
            return new PeripheralView(
                    one.id(),
                    one.room(),
                    one.kind(),
                    one.name(),
                    one.make(),
                    one.model(),
                    one.address(),
                    one.driver(),
                    one.notes());
        }
    }

    /** A camera or a display as it was changed. @param loginDropped whether the login that was kept for the one before is gone */
    record ChangedPeripheral(
            String id,
            String room,
            Peripheral.Kind kind,
            String name,
            String make,
            String model,
            String address,
            String driver,
            String notes,
            boolean loginDropped) {

        static ChangedPeripheral of(Peripheral one, boolean loginDropped) {
            return new ChangedPeripheral(
                    one.id(),
                    one.room(),
                    one.kind(),
                    one.name(),
                    one.make(),
                    one.model(),
                    one.address(),
                    one.driver(),
                    one.notes(),
                    loginDropped);
        }
    }

    record PeripheralFields(
            String room,
            Peripheral.Kind kind,
            String name,
            Optional<String> make,
            Optional<String> model,
            Optional<String> address,
            Optional<String> driver,
            Optional<String> notes) {

        Peripheral as(String id) {
            return new Peripheral(
                    id,
                    ApiEndpoints.given(room, "room"),
                    ApiEndpoints.given(kind, "kind"),
                    ApiEndpoints.given(name, "name"),
                    make.orElse(""),
                    model.orElse(""),
                    address.orElse(""),
                    driver.orElse(""),
                    notes.orElse(""));
        }
    }

    /** Description of a device. A field that is left out is unknown, and forgotten if it was known. @param room its id */
    record Description(
            Optional<String> room,
            Optional<String> make,
            Optional<String> model,
            Optional<String> firmware,
            Optional<String> serial,
            Optional<String> mac,
            Optional<List<String>> addresses,
            Optional<String> sipUri,
            Optional<List<String>> h323Aliases,
            Optional<String> driver,
            Optional<List<String>> capabilities,
            Optional<String> notes) {

        static Description of(DeviceDescription device) {
            return new Description(
                    device.room(),
                    Optional.of(device.make()),
                    Optional.of(device.model()),
                    Optional.of(device.firmware()),
                    Optional.of(device.serial()),
                    Optional.of(device.mac()),
                    Optional.of(device.addresses()),
                    Optional.of(device.sipUri()),
                    Optional.of(device.h323Aliases()),
                    Optional.of(device.driver()),
                    Optional.of(device.capabilities()),
                    Optional.of(device.notes()));
        }

        DeviceDescription description() {
            return new DeviceDescription(
                    room,
                    make.orElse(""),
                    model.orElse(""),
                    firmware.orElse(""),
                    serial.orElse(""),
                    mac.orElse(""),
                    addresses.orElse(List.of()),
                    sipUri.orElse(""),
                    h323Aliases.orElse(List.of()),
                    driver.orElse(""),
                    capabilities.orElse(List.of()),
                    notes.orElse(""));
        }
    }

    /** A device with all that is known of it. */
    record PlacementView(
            DeviceViews.DeviceView device,
            Description description,
            Optional<RoomView> room,
            Optional<InstitutionView> institution) {

        static PlacementView of(Placement placement) {
            return new PlacementView(
                    DeviceViews.DeviceView.of(placement.device()),
                    Description.of(placement.description()),
                    placement.room().map(RoomView::of),
                    placement.institution().map(InstitutionView::of));
        }
    }

    /** A device as it was described. @param loginDropped whether the login that was kept for the one before is gone */
    record ChangedPlacement(
            DeviceViews.DeviceView device,
            Description description,
            Optional<RoomView> room,
            Optional<InstitutionView> institution,
            boolean loginDropped) {

        static ChangedPlacement of(Placement placement, boolean loginDropped) {
            PlacementView view = PlacementView.of(placement);
            return new ChangedPlacement(
                    view.device(), view.description(), view.room(), view.institution(), loginDropped);
        }
    }

    public enum Format {
        CSV,
        JSON
    }

    /**
     * @param text of many lines, which are checked cell by cell
     * @param dryRun whether nothing is to be added, only said what is wrong
     */
    public record ImportFile(
            Format format,

            @JsonDeserialize(using = StringDeserializer.class)
            String text,

            Optional<Boolean> dryRun) {

        @Override
        public String toString() {
            return "ImportFile[" + format + "]";
        }
    }

    /** @param reason in English @param arguments what was found and what was expected, as {@code fault} has it */
    public record BadRowView(int row, String column, String reason, RowFault fault, List<String> arguments) {}

    /**
     * @param taken whether all devices of the file were added; otherwise none was
     * @param rows how many devices are in the file
     * @param credentials of those that were added, shown this once
     */
    public record ImportReport(boolean taken, int rows, List<BadRowView> bad, List<Issued> credentials) {}

    /** @param handover by which it is printed and sent, for a quarter of an hour */
    public record Issued(String username, String password, String handover) {

        @Override
        public String toString() {
            return "Issued[" + username + "]";
        }
    }

    /** @param secrets whether passwords are in it; the audit trail tells */
    record ExportWish(Format format, Optional<Boolean> secrets) {}

    record ExportFile(Format format, String text) {

        @Override
        public String toString() {
            return "ExportFile[" + format + "]";
        }
    }

    /** @param overlapHours for how long the password of now works beside the new one; 1 to 720 */
    record Rotation(int overlapHours) {}

    /** @param region as its institutions have it, without regard to case */
    record RegionRotation(String region, int overlapHours) {}

    /** @param secrets how many were encrypted anew */
    record Reencrypted(int secrets) {}
}

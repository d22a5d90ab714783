package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaseNumberTest {

    @Test
    void aTitleLeadsToTheApplicationsInItsCase() {
        assertThat(CaseNumber.applications("№ 7520-26-00-2а/1187 іс: «Жетісу Құрылыс» ЖШС"))
                .contains("/applications?q=7520-26-00-2%D0%B0%2F1187");
        assertThat(CaseNumber.applications("Дело 7119-26-00-2/1234-5, 8 июня"))
                .contains("/applications?q=7119-26-00-2%2F1234-5");
        assertThat(CaseNumber.applications("Дело о разделе имущества, зал 3/4")).isEmpty();
        assertThat(CaseNumber.applications("")).isEmpty();
    }
}

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of the Swiss record and their check digits (EPR client specification, section 2).
 * All checks take the bare digits; model_number_digits() brings typed text there. */

/* @text without spaces, dots, hyphens and apostrophes, or NULL when anything but digits is left or
 * nothing is. (transfer full) (nullable) */
char     *model_number_digits           (const char *text);

/* GS1 modulo 10 over all but the last digit: the digit that must stand last. @payload holds only
 * digits; returns '0'..'9', or 0 when it does not. */
char      model_number_gs1_check_digit  (const char *payload);

gboolean  model_number_is_spid          (const char *digits);  /* 18 digits, 76133761…, modulo 10 */
gboolean  model_number_is_ahvn13        (const char *digits);  /* 13 digits, 756…, EAN-13 (R-ID-1) */
gboolean  model_number_is_gln           (const char *digits);  /* 13 digits, modulo 10 */
gboolean  model_number_is_card          (const char *digits);  /* insurance card: 20 digits, 807560… */

/* "7561234567897" → "756.1234.5678.97"; anything else comes back as it is. (transfer full) */
char     *model_number_format_ahvn13    (const char *digits);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-idp.h"

#include <string.h>

typedef struct
{
  const char *language;
  const char *title;
  const char *explanation;
  const char *professional;
  const char *assistant;
} Words;

static const Words words[] = {
  { "fr", "Qui êtes-vous ?", "Ces personnes et leurs patients sont inventés. Choisissez qui se connecte.",
    "Professionnel de la santé", "Auxiliaire" },
  { "de", "Wer sind Sie?", "Diese Personen und ihre Patienten sind erfunden. Wählen Sie, wer sich anmeldet.",
    "Gesundheitsfachperson", "Hilfsperson" },
  { "it", "Chi è?", "Queste persone e i loro pazienti sono inventati. Scelga chi accede.",
    "Professionista della salute", "Persona ausiliaria" },
  { "en", "Who are you?", "These people and their patients are invented. Choose who signs in.",
    "Healthcare professional", "Assistant" },
};

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n"
    "<style>\n"
    ":root { color-scheme: light dark }\n"
    "body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem }\n"
    "ul { list-style: none; padding: 0 }\n"
    "button { font: inherit; text-align: start; width: 100%%; min-height: 3rem; margin: .25rem 0; padding: .6rem 1rem;"
    " border: 1px solid; border-radius: .6rem; cursor: pointer }\n"
    "button:focus-visible { outline: 3px solid; outline-offset: 2px }\n"
    "button span { display: block; font-size: .85em }\n"
    "</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n<form action=\"/idp/authorize\" method=\"get\">\n";

/* The first language of the list that we speak; weights are ignored, since browsers sort. */
static const Words *
choose_words (const char *accept_language)
{
  g_auto(GStrv) ranges = g_strsplit (accept_language != NULL ? accept_language : "", ",", -1);

  for (guint i = 0; ranges[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (words); j++)
      if (g_ascii_strncasecmp (g_strstrip (ranges[i]), words[j].language, 2) == 0)
        return &words[j];

  return &words[G_N_ELEMENTS (words) - 1];
}

static void
append_hidden (GString    *page,
               const char *name,
               const char *value)
{
  g_autofree char *text = g_markup_printf_escaped ("<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", name, value);

  g_string_append (page, text);
}

static void
append_person (GString             *page,
               const Words         *text,
               const SandboxPerson *person)
{
  const char      *role = strcmp (person->role, "ASS") == 0 ? text->assistant : text->professional;
  g_autofree char *item = g_markup_printf_escaped (
      "<li><button type=\"submit\" name=\"login_hint\" value=\"%s\">%s<span>%s, %s</span></button></li>\n",
      person->gln, person->name, role, sandbox_institution (person->institution)->name);

  g_string_append (page, item);
}

GBytes *
sandbox_idp_page (const SandboxForm *query,
                  const char        *accept_language)
{
  const Words *text = choose_words (accept_language);
  g_autoptr(GString) page = g_string_new (NULL);

  g_string_append_printf (page, head, text->language, text->title, text->title, text->explanation);
  for (guint i = 0; i < sandbox_form_n (query); i++)
    {
      const SandboxParameter *parameter = sandbox_form_nth (query, i);

      if (strcmp (parameter->name, "login_hint") != 0 && strcmp (parameter->name, "prompt") != 0)
        append_hidden (page, parameter->name, parameter->value);
    }
  append_hidden (page, "prompt", "none");
  g_string_append (page, "<ul>\n");
  for (guint i = 0; i < sandbox_n_people (); i++)
    if (strcmp (sandbox_person (i)->role, "TCU") != 0)
      append_person (page, text, sandbox_person (i));
  g_string_append (page, "</ul>\n</form>\n</main>\n</body>\n</html>\n");

  return g_string_free_to_bytes (g_steal_pointer (&page));
}

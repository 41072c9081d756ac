/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "renderer-active.h"

#define POINTERHOLDER_TRANSITION 4 /* qpdf: nothing of the old holders is used */

#include <initializer_list>
#include <qpdf/QPDF.hh>
#include <string>

static bool
is_one_of (QPDFObjectHandle                   object,
           std::initializer_list<const char *> names)
{
  if (!object.isName ())
    return false;

  const std::string name = object.getName ();

  for (const char *one : names)
    if (name == one)
      return true;

  return false;
}

/* What an invoice or a form carries for machines. */
static bool
is_data (QPDFObjectHandle specification)
{
  QPDFObjectHandle files = specification.getKey ("/EF");

  if (!files.isDictionary () || !is_one_of (specification.getKey ("/AFRelationship"), { "/Data", "/Source", "/Alternative", "/Supplement" }))
    return false;

  for (const std::string &key : files.getKeys ())
    {
      QPDFObjectHandle file = files.getKey (key);

      if (!file.isStream () ||
          !is_one_of (file.getDict ().getKey ("/Subtype"), { "/text/xml", "/application/xml", "/application/json", "/application/fhir+json",
                                                             "/application/fhir+xml", "/text/csv", "/text/plain" }))
        return false;
    }

  return true;
}

static bool
is_active (QPDFObjectHandle dictionary)
{
  return dictionary.hasKey ("/JS") || dictionary.hasKey ("/XFA") ||
         is_one_of (dictionary.getKey ("/S"), { "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound",
                                                "/RichMediaExecute" }) ||
         is_one_of (dictionary.getKey ("/Subtype"), { "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D" }) ||
         (dictionary.hasKey ("/EF") && !is_data (dictionary));
}

/* Only what stands in the object itself: the others come by themselves. qpdf bounds the depth. */
static bool
holds_active (QPDFObjectHandle object)
{
  if (object.isStream ())
    object = object.getDict ();

  if (object.isArray ())
    {
      for (const QPDFObjectHandle &item : object.getArrayAsVector ())
        if (!item.isIndirect () && holds_active (item))
          return true;
    }
  else if (object.isDictionary ())
    {
      if (is_active (object))
        return true;
      for (const auto &entry : object.getDictAsMap ())
        if (!entry.second.isIndirect () && holds_active (entry.second))
          return true;
    }

  return false;
}

RendererActive
renderer_active_find (GBytes *bytes)
{
  gsize size;
  const char *data = static_cast<const char *> (g_bytes_get_data (bytes, &size));

  try
    {
      QPDF pdf;

      pdf.setSuppressWarnings (true);
      pdf.processMemoryFile ("document", data, size);
      for (QPDFObjectHandle &object : pdf.getAllObjects ())
        if (holds_active (object))
          return RENDERER_ACTIVE_YES;
    }
  catch (const std::exception &)
    {
      return RENDERER_ACTIVE_UNKNOWN;
    }

  return RENDERER_ACTIVE_NO;
}

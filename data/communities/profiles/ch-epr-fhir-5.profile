# The national interface, CH EPR FHIR 5.0.0, as the guide says. Every other profile, and every
# community file, names only what it does otherwise. docs/communities.md explains each key.

[url]
allow-loopback-http=false

[iua]
flow=identity-first
client-auth=basic
redirect-host=127.0.0.1
redirect-port=0
redirect-path=/callback
sign-token-requests=true
params-in-scope=false
send-aud=false
accept-opaque-token=true
refresh=true
extra-scope=user/*.* openid fhirUser

[idp]
client-auth=none
scope=openid profile

[patient]
search=match
identifier-query=true

[mhd]
patient-id=spid
creation-param=creation
search-method=post
page-size=50
status-param=true
legacy-extension-urls=false
replace-patch-entry=true
update=put
rewrite-url-scheme=false

[feature]
emergency=auto
directory=auto
policies=auto
metadata-edit=auto
audit-feed=auto
vaccination=auto

[upload]
max-bytes=52428800
max-age-days=7

[download]
max-bytes=268435456

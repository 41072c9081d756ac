# The open MobileAccessGateway, release 1: it translates to the SOAP interface of a community. The
# gateway sends the browser to the provider itself, reads the Swiss parameters from the scope, hands
# out tokens that are no JWT and knows neither $match nor the creation parameter.

[iua]
flow=brokered
client-auth=post
sign-token-requests=false
params-in-scope=true
extra-scope=

[patient]
search=pdqm78

[mhd]
patient-id=mpi
creation-param=date
search-method=get
legacy-extension-urls=true
replace-patch-entry=false
update=rmu
rewrite-url-scheme=true

[feature]
directory=off
audit-feed=off

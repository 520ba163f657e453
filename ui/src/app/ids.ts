/*
Stable ids for whoever drives the real window. They are written where they are used; this is the list.

Frame       #environment-band  #environment-change  #rail-<step>  #rail-<page>  #rail-select (narrow windows)
            #language-nb|nn|en  #theme-system|light|dark  #notice-close-<n>
            #reminders  #reminder-act  #reminder-more  #reminders-close
Every page  #step-<name> (the heading of a step; #page-<name> of a page beside)  #primary  #back
            #problem (with data-code)  #action-<action> (its buttons)  #cancel (of what is waited for)
Start       #environment-practice|test|production|custom  #organisation  #profile-<id>
            #talks-…  #acts-…  #services-…  #certificate-…  #recommendation  #change-answers
Vault       #step-vault  #password  #password-again  #start-over  #start-over-confirm  #start-over-cancel
Certificate #drop-zone  #pick-file  #files (rows with data-code)  #password  #password-toggle  #password-<file>  #password-each
            #password-trim  #without-locked  #opening  #skip  #question-which|cer|several|password
            #candidate-<first 8 of the fingerprint>  #verdict (with data-verdict)  #instead (with data-code)  #instead-<action>
            #revocation (with data-state)  #ask-again  #chain  #save-cer  #save-pem  #forget  #forget-confirm (in use only)
Key         #bits-2048|3072|4096  #use-certificate-key  #import-key  #pick-key  #picked-key  #paste-instead  #key-text  #password
            #copy-jwk  #copy-pem  #tab-jwk|pem  #open-portal  #done-<click> (of the checklist)  #copy-field-<name>  #value-field-<name>
            #already-yes|no  #client-id  #kid  #key-summary (with data-verdict)  #scopes  #waiting-for-key  #go-on  #change-registration  #all-keys
All keys    #open-key-<id> (cards with data-key)  #no-keys  #key-history  #page-key  #key-name  #rename  #renew-<client>  #go-on-<id>
            #public-half  #save-jwk|jwks|pem|cer  #saved  #back-up  #copy-password  #copy-again  #vault-password  #copy-typed
            #back-up-key  #backed-up  #forget  #loses-access  #forget-typed  #forget-confirm
Renewal     #renew-<client>  #renewal-client  #road-portal|api  #connect-api  #keep-key  #scopes  #stages  #stage-made|added|proved|switched|retired
            (with data-state)  #renewal-now  #kid  #renewal-waiting  #undo  #undo-confirm  #undo-cancel  #renewed
Clients     #administration  #connect-with-certificate|<key>  #kid  #connection  #read-only  #disconnect  #clients-active|inactive  #no-clients
            #open-client-<id> (cards with data-client)  #open-scopes  #seek-scope  #page-client  #client-name  #client-description
            #client-scopes  #leave-change  #add-key-<id>  #add-key-do  #remove-key-<kid> (cards with data-kid)  #remove-key-confirm
            #restart-year-<kid>  #restart-year-confirm|cancel  #renew-key  #copy-secret  #secret-copied  #new-secret  #new-secret-confirm  #deactivate  #deactivate-typed|confirm
            #kind-maskinporten|api_klient  #authentication-<method>
Parties     #page-parties  #tab-parties|clients|dialogs|lookup  #acting-person|system_user  #acting-owner  #acting-reference
            #login-needed-<section>  #log-in-<section>  #list-parties  #seek-party  #parties-found  #party-tree  #party-<uuid>  #party
            #party-packages|resources|roles  #no-parties  #clients-owner  #list-agents  #agent-<id>  #no-agents  #clients-current|available
            #wish-add|remove  #client-numbers  #all-available  #plan-clients  #client-plan (with data-changes)  #plan-rows  #client-pace
            #apply-clients  #running  #agent-cancel  #run-ended (with data-verdict)  #run-list  #go-on  #unfinished  #take-up
            #dialogs-acting-…  #dialogs-party  #list-dialogs  #more-dialogs  #no-dialogs
Maskinporten  #client-id  #scopes  #sign-with-key|certificate  #waiting-for-key  #token-key|certificate  #token-gone
            #copy-token  #copy-said  #fetch-other  #fetch-again
Login       #open-road  #provider-idporten|ansattporten  #client-id  #scopes  #level-substantial|high
            #represent-nobody|service|resource|work_account  #represent-code  #represent-several|required (Ansattporten only)
            folded: #authentication  #redirect  #more (Ansattporten's #scopes too)
            #authentication-none|key|certificate|client_secret_basic|client_secret_post  #client-secret
            #redirect-free_port|fixed_port|localhost|ipv6|other  #redirect-own  #redirect-uri (what to register)
            #also-european|email|work_account  #prompt-none|login|consent  #pushed  #dpop
            #waiting-for-browser  #login-link  #login-cancel  #other-browsers (folded)  #open-in-<id>
            #login-trouble (folded; not after a time-out)  #seen-closed|error_page|unreachable|elsewhere|again  #seen (with data-seen)  #open-again
            #logged-in (with data-verdict)  #login-refresh  #user-info-told  #reveal  #own-number  #ask-consent
            #user-info  #login-end  #login-end-more (folded)  #returns-to  #logged-out (with data-verdict)  #login-again
            #login-gone (of a restart, or a session that is over)
            #login-road (with data-state)  #stage-<name> (with data-state)  #look-up-<name>
Access      #test-organisation|person  #access-cancel  #rung-reach|clock|exchange|parties|resource (with data-outcome)
            #access-verdict (with data-verdict)  #test-again
Hand-over   #proved  #save-handover-json  #save-calendar  #settings
Calendar    #page-calendar  #today  #travelled  #calendar-list|month  #calendar-empty  #to-key  #calendar-told
            #urgency-over|day|week|month|quarter|later  #entry-<id>  #act-<id>  #unwatch-<id>  #watch-undo
            #month (its name)  #month-previous|next|now|to  a[data-entry=<id>] (in the table)
            #watch (the form)  #watch-client_secret|system_user_request  #watch-name  #watch-date  #notifications  #save-calendar
Settings    #vault-settings  #vault-change|move|lock|unlock  #vault-form  #current  #password  #password-again  #vault-save
            #vault-cancel  #vault-told  #lock-after  #set-aside  #recovery  #profile-back-up  #profile-restore  #restored  #to-keys
Troubleshooting  #trail  #clock  #open-report  #save-report  #login-road (the last login's)
Practice    #order-organisation|flavour|issuer|role|validity  #issue  #issued-path  #issued-password
            #fault-<name>  #faults-off  #open-town-hall  #open-portal
            #practice-clock (with data-days)  #travel-month|year|back  #travel-days  #travel-go  #propagation-0|30|120
*/
export {};

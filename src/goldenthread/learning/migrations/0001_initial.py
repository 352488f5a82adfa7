import django.db.models.deletion
import goldenthread.learning.terms
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CriteriaVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('decided_by', models.CharField(max_length=200)),
                ('decided_on', models.DateField()),
                ('why', models.TextField()),
            ],
            options={
                'ordering': ('offer', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('address', models.TextField(blank=True)),
                ('seats', models.PositiveSmallIntegerField()),
                ('features', models.JSONField(default=list)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('started', 'started'), ('submitted', 'submitted'), ('eligible', 'eligible'), ('not_eligible', 'not_eligible'), ('waiting', 'waiting'), ('offered', 'offered'), ('placed', 'placed'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default=goldenthread.learning.terms.ApplicationState['STARTED'], max_length=20)),
                ('source', models.CharField(choices=[('public_page', 'public_page'), ('import', 'import'), ('coordinator', 'coordinator')], default=goldenthread.learning.terms.ApplicationSource['PUBLIC_PAGE'], max_length=20)),
                ('nonce', models.CharField(help_text='Changing it makes old links stop working.', max_length=32)),
                ('draft', models.JSONField(default=dict)),
                ('started_at', models.DateTimeField()),
                ('last_saved_at', models.DateTimeField(blank=True, help_text='When something was last typed; drafts go 7 days later.', null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('organisation_typed', models.CharField(blank=True, help_text='As typed, while no organisation of ours matches.', max_length=200)),
                ('title_typed', models.CharField(blank=True, help_text='Their job title, until the organisation is matched.', max_length=200)),
                ('line_manager_typed', models.CharField(blank=True, max_length=200)),
                ('prior_training', models.TextField(blank=True)),
                ('modes', models.JSONField(default=list)),
                ('hopes', models.TextField(blank=True, help_text='What the person would like to work on.')),
                ('learning_style', models.CharField(blank=True, max_length=300)),
                ('may_contact_for_evaluation', models.BooleanField(null=True)),
                ('is_waiting_comparison', models.BooleanField(default=False, help_text='Agreed that, while waiting, they may be asked the same questions.')),
                ('priority', models.PositiveSmallIntegerField(default=0, help_text='0 ordinary; higher first.')),
                ('lottery_rank', models.PositiveIntegerField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                ('criteria_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.criteriaversion')),
            ],
            options={
                'ordering': ('submitted_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('policy', models.CharField(choices=[('mixed', 'mixed'), ('single_organisation', 'single_organisation')], default=goldenthread.learning.terms.CohortPolicy['MIXED'], max_length=30)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('running', 'running'), ('finished', 'finished'), ('cancelled', 'cancelled')], default=goldenthread.learning.terms.CohortState['PLANNED'], max_length=20)),
                ('mode', models.CharField(choices=[('in_person', 'in_person'), ('online', 'online')], max_length=20)),
                ('minimum', models.PositiveSmallIntegerField()),
                ('maximum', models.PositiveSmallIntegerField()),
                ('features', models.JSONField(default=list, help_text='Adjustments this cohort offers.')),
                ('trainers_needed', models.PositiveSmallIntegerField(default=1)),
                ('single_organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'ordering': ('offer', 'name'),
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('yes_no', 'yes_no'), ('judgement', 'judgement')], max_length=20)),
                ('wording', models.CharField(help_text='As published.', max_length=300)),
                ('question', models.CharField(help_text='As asked of the applicant.', max_length=300)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='learning.criteriaversion')),
            ],
            options={
                'ordering': ('version', 'position'),
            },
        ),
        migrations.CreateModel(
            name='CriterionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.BooleanField(null=True)),
                ('text', models.TextField(blank=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='learning.application')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.criterion')),
            ],
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitators', to='learning.cohort')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
            ],
        ),
        migrations.CreateModel(
            name='HardNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.BinaryField(default=b'', help_text="Encrypted with the deployment's key.")),
                ('wants_a_call', models.BooleanField(default=False)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hard_note', to='learning.application')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('leave_reason', models.CharField(blank=True, choices=[('moved', 'moved'), ('withdrew', 'withdrew'), ('cohort_ended', 'cohort_ended')], max_length=20)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='learning.cohort')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
            ],
            options={
                'ordering': ('cohort', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('course', 'course'), ('action_learning_set', 'action_learning_set'), ('learning_event', 'learning_event')], max_length=30)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('open', 'open'), ('closed', 'closed'), ('running', 'running'), ('finished', 'finished'), ('cancelled', 'cancelled')], default=goldenthread.learning.terms.OfferState['DRAFT'], max_length=20)),
                ('summary', models.TextField(blank=True)),
                ('what_to_expect', models.TextField(blank=True)),
                ('words_used', models.TextField(blank=True, help_text='Words the sessions use, explained.')),
                ('what_to_bring', models.TextField(blank=True)),
                ('content_note', models.TextField(blank=True)),
                ('opens_on', models.DateField(blank=True, null=True)),
                ('closes_on', models.DateField(blank=True, null=True)),
                ('place_offer_days', models.PositiveSmallIntegerField(default=7)),
                ('is_paired_with_comparison', models.BooleanField(default=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('required_sectors', models.ManyToManyField(blank=True, related_name='+', to='directory.sector')),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='LotteryDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.BigIntegerField()),
                ('people', models.PositiveIntegerField(help_text='How many people this draw ranked.')),
                ('strata', models.JSONField(default=list, help_text='How many people each stratum held.')),
                ('input_hash', models.CharField(max_length=64)),
                ('drawn_by', models.CharField(max_length=64)),
                ('drawn_at', models.DateTimeField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='learning.offer')),
            ],
            options={
                'ordering': ('-drawn_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='KeepApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason_kind', models.CharField(choices=[('asked', 'asked'), ('work_together', 'work_together'), ('declared_conflict', 'declared_conflict')], max_length=20)),
                ('person_a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                ('person_b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keep_apart', to='learning.offer')),
            ],
        ),
        migrations.AddField(
            model_name='criteriaversion',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria_versions', to='learning.offer'),
        ),
        migrations.CreateModel(
            name='CohortPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('superseded', 'superseded')], default=goldenthread.learning.terms.PlanState['DRAFT'], max_length=20)),
                ('status', models.CharField(help_text='ok or infeasible, as the method says.', max_length=20)),
                ('method', models.CharField(max_length=80)),
                ('seed', models.BigIntegerField()),
                ('input_hash', models.CharField(max_length=64)),
                ('report', models.JSONField(default=dict)),
                ('made_by', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='learning.offer')),
            ],
            options={
                'ordering': ('-made_at', '-id'),
            },
        ),
        migrations.AddField(
            model_name='cohort',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='learning.offer'),
        ),
        migrations.AddField(
            model_name='application',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='learning.offer'),
        ),
        migrations.CreateModel(
            name='PlaceOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('offered', 'offered'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'expired'), ('taken_back', 'taken_back')], default=goldenthread.learning.terms.PlaceState['OFFERED'], max_length=20)),
                ('offered_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_offers', to='learning.application')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.cohort')),
            ],
            options={
                'ordering': ('offered_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='PlanMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('earlier', models.JSONField(default=dict, help_text='The place as it was, for undoing.')),
                ('why', models.CharField(blank=True, max_length=300)),
                ('moved_by', models.CharField(max_length=64)),
                ('moved_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.application')),
                ('from_cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.cohort')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='learning.cohortplan')),
                ('to_cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.cohort')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='PlannedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('is_locked', models.BooleanField(default=False)),
                ('moved_by', models.CharField(blank=True, max_length=64)),
                ('breaks', models.JSONField(default=list, help_text='What a manual move breaks, in sentences.')),
                ('why', models.CharField(blank=True, help_text='Why a person moved them here.', max_length=300)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.application')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.cohort')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='learning.cohortplan')),
            ],
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_eligible', models.BooleanField()),
                ('decided_by', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField()),
                ('sentence', models.TextField(blank=True, help_text='What the applicant reads.')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='screenings', to='learning.application')),
                ('criteria_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.criteriaversion')),
            ],
            options={
                'ordering': ('application', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ScreeningReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_met', models.BooleanField(null=True)),
                ('reason', models.CharField(max_length=300)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.criterion')),
                ('screening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='learning.screening')),
            ],
            options={
                'ordering': ('screening', 'criterion__position'),
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'cancelled')], default=goldenthread.learning.terms.SessionState['PLANNED'], max_length=20)),
                ('online_link', models.URLField(blank=True)),
                ('content_note', models.TextField(blank=True)),
                ('safety_plan', models.TextField(blank=True)),
                ('on_call_name', models.CharField(blank=True, max_length=200)),
                ('on_call_phone', models.CharField(blank=True, max_length=40)),
                ('calendar_uid', models.CharField(max_length=100, unique=True)),
                ('calendar_sequence', models.PositiveIntegerField(default=0)),
                ('register_closed_at', models.DateTimeField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='learning.cohort')),
            ],
            options={
                'ordering': ('cohort', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(choices=[('whole', 'whole'), ('part', 'part'), ('not_able', 'not_able')], max_length=20)),
                ('marked_by', models.CharField(max_length=64)),
                ('marked_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='learning.session')),
            ],
        ),
        migrations.AddField(
            model_name='cohort',
            name='venue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.venue'),
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability', to='learning.application')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='learning.cohort')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'cohort'), name='availability_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='criterion_key_once'),
        ),
        migrations.AddConstraint(
            model_name='criterionanswer',
            constraint=models.UniqueConstraint(fields=('application', 'criterion'), name='criterion_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='facilitator',
            constraint=models.UniqueConstraint(fields=('cohort', 'person'), name='facilitator_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('cohort', 'person'), name='one_open_membership_each'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='keepapart',
            constraint=models.UniqueConstraint(fields=('offer', 'person_a', 'person_b'), name='keep_apart_once'),
        ),
        migrations.AddConstraint(
            model_name='keepapart',
            constraint=models.CheckConstraint(condition=models.Q(('person_a__lt', models.F('person_b'))), name='keep_apart_in_order'),
        ),
        migrations.AddConstraint(
            model_name='criteriaversion',
            constraint=models.UniqueConstraint(fields=('offer', 'number'), name='criteria_number_once'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('offer', 'person'), name='one_live_application_each'),
        ),
        migrations.AddConstraint(
            model_name='placeoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('application',), name='one_open_place_offer_each'),
        ),
        migrations.AddConstraint(
            model_name='plannedplace',
            constraint=models.UniqueConstraint(fields=('plan', 'application'), name='one_place_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('cohort', 'number'), name='session_number_once'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'person'), name='one_mark_each_session'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('offer', 'name'), name='cohort_name_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gte', models.F('minimum')), ('minimum__gte', 1)), name='cohort_sizes_in_order'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('policy', 'single_organisation'), _negated=True), ('single_organisation__isnull', False), _connector='OR'), name='single_organisation_is_named'),
        ),
    ]
